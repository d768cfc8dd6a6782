import type { ModelMessage } from "../../agents/index.ts";

/** English text has about four characters a token. */
const CHARACTERS_PER_TOKEN = 4;

/** What the marks around each message take. */
const TOKENS_PER_MESSAGE = 4;

/** About how many tokens a text has. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

/** About how many tokens a talk has. */
export function estimatePromptTokens(messages: readonly ModelMessage[]): number {
  let tokens = 0;
  for (const { content } of messages) tokens += TOKENS_PER_MESSAGE + estimateTokens(content);
  return tokens;
}
