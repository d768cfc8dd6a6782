import { fencesOf } from "../prose/fences.ts";
import { linksOf } from "../prose/links.ts";
import { lineOf, proseCells } from "../prose/prose-cells.ts";
import { about, type LessonRule } from "./rule.ts";

/** Pictures can be read: images have an alternative text, and diagrams are described in words in the same cell or the next. */
export const picturesHaveWords: LessonRule = (lesson) => {
  const finding = about("pictures-have-words", lesson);
  return proseCells(lesson).flatMap((cell) => [
    ...linksOf(cell.source)
      .filter(({ kind, alt }) => kind === "image" && alt.length < 10)
      .map(({ target, line }) =>
        finding(`the image ${target} has no words: write what one sees as ![…](${target}).`, {
          line: lineOf(cell, line),
        }),
      ),
    ...fencesOf(cell.source)
      .filter(({ language }) => language === "mermaid")
      .filter(() => !/\bin words\b/i.test(textFrom(lesson.cells, cell)))
      .map(({ line }) =>
        finding("the diagram is not told in words: write *The diagram in words: …* below it.", {
          line: lineOf(cell, line),
        }),
      ),
    ...(/<svg\b/i.test(cell.source) && !/<title>|aria-label=/i.test(cell.source)
      ? [finding("the drawing has no words: give its <svg> a <title>.", { line: cell.line })]
      : []),
  ]);
};

/** A cell with the one below it. */
function textFrom<C extends { source: string }>(cells: readonly C[], cell: C): string {
  const at = cells.indexOf(cell);
  return cells
    .slice(at, at + 2)
    .map(({ source }) => source)
    .join("\n");
}
