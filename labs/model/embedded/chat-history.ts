import type { ModelMessage } from "../../agents/index.ts";
import type { LlamaHistoryItem } from "./llama.ts";

/** A talk as llama.cpp takes it. Its last item is the answer to be written; a last message of the assistant is gone on with. */
export function chatHistory(messages: readonly ModelMessage[]): readonly LlamaHistoryItem[] {
  const items = messages.map(
    ({ role, content }): LlamaHistoryItem =>
      role === "assistant" ? { type: "model", response: [content] } : { type: role, text: content },
  );
  return items.at(-1)?.type === "model" ? items : [...items, { type: "model", response: [] }];
}
