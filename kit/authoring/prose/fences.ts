import { tokensOf } from "./markdown.ts";

/** The fenced blocks of a Markdown text: language, content, and the first line, from 0. */
export function fencesOf(text: string): { language: string; content: string; line: number }[] {
  return tokensOf(text).flatMap(({ token, line }) =>
    token.type === "fence"
      ? [{ language: token.info.trim().split(/\s/)[0] ?? "", content: token.content, line }]
      : [],
  );
}
