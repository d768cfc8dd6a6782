import { inspect } from "node:util";
import type { CellProblem } from "../compile/problem.ts";
import { withoutScope } from "../compile/scope-names.ts";
import { type LearnerFrame, learnerFrames, shortPath } from "./stack-frames.ts";

/** The content of Jupyter's `error` message. */
export interface ErrorReport {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** More frames do not help a learner; a runaway recursion has thousands. */
const MAX_FRAMES = 6;
const MAX_CAUSES = 4;
const MAX_PROBLEMS = 10;

const red = (text: string) => `\u001b[31m${text}\u001b[39m`;
const dim = (text: string) => `\u001b[2m${text}\u001b[22m`;

/** The one sentence of an interrupted cell. */
export const INTERRUPTED: ErrorReport = {
  ename: "Interrupted",
  evalue: "The cell was stopped. The kernel is alive and keeps its variables.",
  traceback: [`${red("Interrupted")}: The cell was stopped. The kernel is alive and keeps its variables.`],
};

/** Reports a thrown value: the message, then the learner's own lines, then the causes. */
export function reportThrown(thrown: unknown): ErrorReport {
  if (!Error.isError(thrown)) {
    const evalue = inspect(thrown);
    return { ename: "Thrown", evalue, traceback: [`${red("Thrown")}: ${evalue} ${dim("(not an Error)")}`] };
  }
  return { ename: nameOf(thrown), evalue: messageOf(thrown), traceback: traceback(thrown, MAX_CAUSES) };
}

/** Reports a cell that was not run because it does not compile. */
export function reportProblems(problems: readonly CellProblem[]): ErrorReport {
  const [first] = problems;
  const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
  const evalue =
    first === undefined ? "" : `line ${first.line}:${first.column} ${first.message.split("\n")[0]}`;
  const shown = problems.slice(0, MAX_PROBLEMS).flatMap((problem) => ["", ...problemLines(problem)]);
  const rest = problems.length - MAX_PROBLEMS;
  return {
    ename: "CompileError",
    evalue,
    traceback: [
      `${red("This cell was not run")}: TypeScript found ${count} in it.`,
      ...shown,
      ...(rest > 0 ? ["", `… and ${rest} more.`] : []),
    ],
  };
}

function problemLines(problem: CellProblem): string[] {
  const file = problem.file === undefined ? "" : `${shortPath(problem.file)} `;
  const [head, ...details] = problem.message.split("\n");
  return [
    `${file}${problem.line}:${problem.column} ${head}`,
    ...details,
    ...excerpt(problem.sourceLine, problem.line, problem.column),
  ];
}

function traceback(error: Error, causes: number): string[] {
  const lines = [headline(error), ...framesLines(error, MAX_FRAMES)];
  const inner =
    error instanceof AggregateError ? error.errors : error.cause === undefined ? [] : [error.cause];
  for (const cause of causes > 0 ? inner.slice(0, MAX_CAUSES) : []) {
    lines.push("", dim("caused by"));
    if (!Error.isError(cause)) lines.push(inspect(cause));
    else lines.push(...(cause.cause === undefined ? causeLines(cause) : traceback(cause, causes - 1)));
  }
  return lines;
}

/** Only the innermost frame of a cause is shown: it mostly has the same callers as the error. */
function causeLines(cause: Error): string[] {
  return [
    headline(cause),
    ...learnerFrames(cause)
      .slice(0, 1)
      .flatMap((frame) => ["", ...frameLines(frame)]),
  ];
}

function headline(error: Error): string {
  return `${red(nameOf(error))}: ${messageOf(error)}`;
}

function framesLines(error: Error, limit: number): string[] {
  const frames = learnerFrames(error).filter((frame, index, all) => !isSamePlace(frame, all[index - 1]));
  const shown = frames.slice(0, limit).flatMap((frame) => ["", ...frameLines(frame)]);
  return frames.length > limit ? [...shown, "", dim(`… ${frames.length - limit} more calls`)] : shown;
}

function isSamePlace(a: LearnerFrame, b: LearnerFrame | undefined): boolean {
  return a.title === b?.title && a.line === b.line && a.functionName === b.functionName;
}

function frameLines(frame: LearnerFrame): string[] {
  const where = `${frame.title}, line ${frame.line}`;
  return [
    `  ${frame.functionName === undefined ? where : `${where}, in ${frame.functionName}`}`,
    ...excerpt(frame.sourceLine, frame.line, frame.column),
  ];
}

/** A line of source with a mark under the column. */
function excerpt(sourceLine: string, line: number, column: number): string[] {
  const number = String(line);
  // Tabs in front of the mark are kept, so that the mark is under the right character.
  const before = sourceLine.slice(0, column - 1).replace(/[^\t]/g, " ");
  return [
    `    ${dim(`${number} |`)} ${sourceLine}`,
    `    ${dim(`${" ".repeat(number.length)} |`)} ${before}${red("^")}`,
  ];
}

function nameOf(error: Error): string {
  return typeof error.name === "string" && error.name !== "" ? error.name : "Error";
}

function messageOf(error: Error): string {
  return typeof error.message === "string" ? withoutScope(error.message) : inspect(error.message);
}
