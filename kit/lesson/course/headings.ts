import type { LessonCell } from "../lesson.ts";
import { fenceIsClosedBy, openingFence } from "../percent/markdown-fence.ts";

/** The headings of a lesson's texts, as written, without the number signs. */
export function headingsIn(cells: readonly LessonCell[]): string[] {
  return cells
    .filter(({ kind, role }) => kind === "markdown" && role === "text")
    .flatMap(({ source }) => headingsOfText(source));
}

function headingsOfText(text: string): string[] {
  const found: string[] = [];
  let fence: string | undefined;
  for (const line of text.split("\n")) {
    if (fence !== undefined) {
      if (fenceIsClosedBy(line, fence)) fence = undefined;
      continue;
    }
    fence = openingFence(line);
    const heading = /^#{1,6} +(.+?) *#*$/.exec(line)?.[1];
    if (heading !== undefined) found.push(heading);
  }
  return found;
}
