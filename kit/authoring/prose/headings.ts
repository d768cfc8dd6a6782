import type { Lesson } from "../../lesson/index.ts";
import { tokensOf } from "./markdown.ts";
import { lineOf, proseCells } from "./prose-cells.ts";

export interface Heading {
  /** As written, without the number signs. */
  readonly text: string;
  /** From 1 to 6. */
  readonly level: number;
  /** Line in the lesson's source. */
  readonly line: number;
}

/** Every heading of a lesson in order. */
export function headingsOf(lesson: Lesson): Heading[] {
  return proseCells(lesson).flatMap((cell) => {
    const tokens = tokensOf(cell.source);
    return tokens.flatMap(({ token, line }, index) =>
      token.type === "heading_open"
        ? [
            {
              text: tokens[index + 1]?.token.content ?? "",
              level: Number(token.tag.slice(1)),
              line: lineOf(cell, line),
            },
          ]
        : [],
    );
  });
}

/** A heading for comparison: without Markdown marks and the mark at its end, in small letters. */
export function plainHeading(text: string): string {
  return text
    .replace(/[`*_]/g, "")
    .replace(/[.:!?…]+$/, "")
    .trim()
    .toLowerCase();
}
