import { buildNotebooks } from "../../lesson/index.ts";
import { about, type LessonRule } from "./rule.ts";

/** Lines of the solution in a row that give the answer away when they stand in the learners' notebook. */
const MIN_LEAKED_LINES = 2;

/** The learners' notebook holds no solution, no hint and no explanation: `hint()` and `check()` show hints and explanations. */
export const learnersSeeNoAnswer: LessonRule = (lesson) => {
  const finding = about("learners-see-no-answer", lesson);
  const { learner } = buildNotebooks(lesson, {});
  const cells = learner.cells.map(({ source }) => source.join(""));
  return lesson.exercises.flatMap(({ id, starter, solution = "", hints, explanation }) => {
    const secret = runs(solution, new Set(linesOf(starter)));
    return cells.flatMap((cell, at) => {
      const where = { exercise: id, ...lineOfCell(lesson.cells, learner.cells[at]?.id) };
      if (/\b(?:BEGIN|END) SOLUTION\b/.test(cell))
        return [
          finding(
            "a mark of a solution stands in the learners' notebook: write it as `// BEGIN SOLUTION` in an exercise cell.",
            where,
          ),
        ];
      const text = linesOf(cell).join("\n");
      const shown = secret.find((run) => text.includes(run));
      if (shown !== undefined)
        return [
          finding(
            `the learners' notebook shows part of its solution (${shown.replaceAll("\n", " ⏎ ")}): show something else there.`,
            where,
          ),
        ];
      const spoken = [...hints, ...(explanation === undefined ? [] : [explanation])].some((hidden) =>
        cell.includes(hidden),
      );
      return spoken
        ? [
            finding(
              "the learners' notebook holds one of its hints or its explanation as prose: take it out there.",
              where,
            ),
          ]
        : [];
    });
  });
};

const linesOf = (code: string) =>
  code
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** All pieces of `MIN_LEAKED_LINES` lines of the solution that the starter does not have. Lines without letters and digits are left out. */
function runs(solution: string, given: ReadonlySet<string>): string[] {
  const stretches: string[][] = [[]];
  for (const line of linesOf(solution)) {
    if (given.has(line) || line.startsWith("//")) stretches.push([]);
    else stretches.at(-1)?.push(line);
  }
  const own = stretches.flat();
  const telling =
    own.length === 1
      ? own
      : stretches.flatMap((lines) =>
          lines.slice(MIN_LEAKED_LINES - 1).map((_, at) => lines.slice(at, at + MIN_LEAKED_LINES).join("\n")),
        );
  return telling.filter((run) => (run.match(/[\p{L}\p{N}]{2,}/gu)?.length ?? 0) >= 5);
}

function lineOfCell(
  cells: readonly { id: string; line: number }[],
  id: string | undefined,
): { line?: number } {
  const line = cells.find((cell) => cell.id === id)?.line;
  return line === undefined ? {} : { line };
}
