import type { ManualCell } from "../lesson.ts";
import type { Complain } from "../lesson-error.ts";
import type { ClassifiedCell } from "./classify-cell.ts";

const BEGIN = /^<!-- BEGIN SOLUTION -->\s*$/;
const END = /^<!-- END SOLUTION -->\s*$/;
const RESEMBLES = /<!--\s*(?:BEGIN|END)\s+SOLUTIONS?\b/i;

/** Replaces the model answer in the learner's cell. */
export const writeHere = "*Write your answer here, in place of this line.*";

/** A cell that a person grades, and its text with the model answer. */
export interface ManualAnswer {
  readonly cell: ManualCell;
  /** As the solved notebook shows it. */
  readonly solution: string;
}

/**
 * Reads a Markdown cell tagged `manual`: a heading that names it, what is asked, and a model answer between the lines
 * `<!-- BEGIN SOLUTION -->` and `<!-- END SOLUTION -->`. Its points and its rubric stand in its metadata.
 *
 * @param number - which one of the lesson it is, from 1
 */
export function readManualCell(
  cell: ClassifiedCell,
  lesson: string,
  number: number,
  complain: Complain,
): ManualAnswer {
  const wrong = (sentence: string) => complain(cell.line, `a cell tagged manual ${sentence}`);
  const { points, rubric } = cell;
  if (points === undefined) throw wrong("says what it is worth: `points=5`");
  if (rubric.length === 0)
    throw wrong('says what counts: `rubric=["Names the bottleneck", "Gives a number"]`');
  const lines = cell.source.split("\n");
  const title = /^#{2,6} (.+)$/.exec(lines[0] ?? "")?.[1]?.trim();
  if (title === undefined)
    throw wrong("begins with a heading that names it: `### What limits your speedup?`");
  const odd = lines.findIndex((line) => RESEMBLES.test(line) && !BEGIN.test(line) && !END.test(line));
  if (odd >= 0)
    throw complain(
      cell.line + 1 + odd,
      "write the mark of a model answer alone on its line: `<!-- BEGIN SOLUTION -->` or `<!-- END SOLUTION -->`",
    );
  const begin = lines.findIndex((line) => BEGIN.test(line));
  const end = lines.findIndex((line) => END.test(line));
  const marks = lines.filter((line) => RESEMBLES.test(line)).length;
  if (begin < 0 || end < begin || marks !== 2)
    throw wrong("has one model answer, between `<!-- BEGIN SOLUTION -->` and `<!-- END SOLUTION -->`");
  const starter = [...lines.slice(0, begin), writeHere, ...lines.slice(end + 1)].join("\n").trimEnd();
  const solution = lines
    .filter((_, at) => at !== begin && at !== end)
    .join("\n")
    .trimEnd();
  return { cell: { id: `${lesson}.m${number}`, title, points, rubric, starter }, solution };
}
