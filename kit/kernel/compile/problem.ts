import { type TypeScript, ts } from "./typescript.ts";

/** One thing that keeps a cell from being run. */
export interface CellProblem {
  /** Line in the cell, from 1. */
  readonly line: number;
  /** Column in the line, from 1. */
  readonly column: number;
  /** What is wrong, in TypeScript's words or, where those would mislead, in plainer ones. */
  readonly message: string;
  /** The text of that line. */
  readonly sourceLine: string;
  /** The file, when the problem stands in a file that the cell imports instead of the cell itself. */
  readonly file?: string;
}

/** What to say where TypeScript 5.0 would stumble over syntax it does not know. */
const NOT_SUPPORTED = [
  {
    // `using x = …` and `await using x = …`, also in the head of a for loop.
    pattern:
      /^\s*(?:for\s*(?:await\s*)?\(\s*)?(?:await\s+)?using\s+[\p{ID_Start}$_][\p{ID_Continue}$]*\s*(?:=|:|\bof\b)/u,
    message:
      "`using` is not known to this notebook's TypeScript 5.0. Write `const` instead and release the resource in a `finally` block, for example with `x[Symbol.dispose]()`.",
  },
] as const;

/**
 * TypeScript's findings as a list of problems in the order of the lines.
 *
 * @param diagnostics What the compiler found.
 * @param cellFile Path that stands for the cell.
 * @param extraLines How many lines were put in front of the cell's text.
 */
export function toProblems(
  diagnostics: readonly TypeScript.Diagnostic[],
  cellFile: string,
  extraLines: number,
): CellProblem[] {
  const problems: CellProblem[] = [];
  for (const diagnostic of diagnostics) {
    if (diagnostic.file === undefined || diagnostic.category !== ts.DiagnosticCategory.Error) continue;
    const { fileName, text } = diagnostic.file;
    const at = ts.getLineAndCharacterOfPosition(diagnostic.file, diagnostic.start ?? 0);
    const isCell = fileName === cellFile;
    const problem: CellProblem = {
      line: at.line + 1 - (isCell ? extraLines : 0),
      column: at.character + 1,
      message: ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"),
      sourceLine: text.split("\n")[at.line] ?? "",
      ...(isCell ? {} : { file: fileName }),
    };
    problems.push(problem);
  }
  return plainer(problems.sort((a, b) => a.line - b.line || a.column - b.column));
}

/** Replaces the several complaints about a line with unsupported syntax by one sentence, and says nothing twice. */
function plainer(problems: readonly CellProblem[]): CellProblem[] {
  const said = new Set<string>();
  const result: CellProblem[] = [];
  for (const problem of problems) {
    const unsupported = NOT_SUPPORTED.find(({ pattern }) => pattern.test(problem.sourceLine));
    const shown = unsupported
      ? { ...problem, column: 1 + problem.sourceLine.search(/\S/), message: unsupported.message }
      : problem;
    const key = `${shown.file ?? ""}:${shown.line}:${shown.column}:${shown.message}`;
    if (said.has(key)) continue;
    said.add(key);
    result.push(shown);
  }
  // Where syntax is not understood, every later complaint about names that it would have declared is noise.
  const isUnsupported = (problem: CellProblem) =>
    NOT_SUPPORTED.some(({ message }) => message === problem.message);
  return result.some(isUnsupported) ? result.filter(isUnsupported) : result;
}
