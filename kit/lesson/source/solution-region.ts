import type { Complain } from "../lesson-error.ts";

/** The two texts of an exercise cell: the starter and the solution. */
export interface StarterAndSolution {
  readonly starter: string;
  readonly solution: string;
  /** The solution regions as lines of `solution`. Empty regions are left out. */
  readonly regions: readonly LineRange[];
}

/** First and last line, from 0. */
export type LineRange = readonly [first: number, last: number];

const BEGIN = /^(\s*)\/\/ BEGIN SOLUTION\s*$/;
const END = /^\s*\/\/ END SOLUTION\s*$/;
const STUB = /^\s*\/\/ STUB:(?: (.*))?$/;
const RESEMBLES = /^\s*\/\/\s*(?:(?:BEGIN|END)\s+SOLUTIONS?\b|STUB\b)/i;

/**
 * Splits a cell's code into its starter and its solution, by the regions between `// BEGIN SOLUTION` and `// END SOLUTION`.
 *
 * In the starter the stub replaces a region: the text of the lines `// STUB: …` that follow BEGIN, indented as BEGIN is; without STUB lines, a
 * `throw` that names the exercise. The solution is the cell without its marker lines and STUB lines.
 *
 * @param firstLine 1-based line of the file on which `code` begins, for messages.
 */
export function splitSolutionRegions(
  code: string,
  exerciseId: string,
  firstLine: number,
  complain: Complain,
): StarterAndSolution {
  const starter: string[] = [];
  const solution: string[] = [];
  const regions: LineRange[] = [];
  let begin: { line: number; indent: string; at: number } | undefined;
  let stub: string[] | undefined;

  code.split("\n").forEach((text, i) => {
    const line = firstLine + i;
    const opening = BEGIN.exec(text);
    const stubLine = STUB.exec(text);
    if (opening) {
      if (begin) throw complain(line, `BEGIN SOLUTION again before the END SOLUTION of line ${begin.line}`);
      begin = { line, indent: opening[1] as string, at: solution.length };
      stub = [];
    } else if (stubLine) {
      if (!begin || !stub)
        throw complain(line, "a STUB line stands directly after BEGIN SOLUTION, before any code");
      stub.push(stubLine[1] ? begin.indent + stubLine[1].trimEnd() : "");
    } else if (END.test(text)) {
      if (!begin) throw complain(line, "END SOLUTION without a BEGIN SOLUTION above it in this cell");
      if (stub) starter.push(...stubOrThrow(stub, begin.indent, exerciseId));
      if (solution.length > begin.at) regions.push([begin.at, solution.length - 1]);
      begin = undefined;
      stub = undefined;
    } else if (RESEMBLES.test(text)) {
      throw complain(
        line,
        `write "${text.trim()}" as "// BEGIN SOLUTION", "// END SOLUTION" or "// STUB: …"`,
      );
    } else {
      solution.push(text);
      if (!begin) starter.push(text);
      else if (stub) {
        // The first line of the solution ends the stub.
        starter.push(...stubOrThrow(stub, begin.indent, exerciseId));
        stub = undefined;
      }
    }
  });
  if (begin) throw complain(begin.line, "BEGIN SOLUTION without an END SOLUTION below it in this cell");
  const withoutTail = (lines: readonly string[]) => lines.join("\n").trimEnd();
  return { starter: withoutTail(starter), solution: withoutTail(solution), regions };
}

function stubOrThrow(stub: readonly string[], indent: string, exerciseId: string): readonly string[] {
  return stub.length > 0
    ? stub
    : [`${indent}throw new Error("exercise ${exerciseId}: write your answer here");`];
}

/** The first line, from 0, that looks like a marker of a solution region; -1 without one. */
export function findSolutionMarker(code: string): number {
  return code.split("\n").findIndex((text) => RESEMBLES.test(text));
}
