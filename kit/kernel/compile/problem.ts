import type { Place } from "../words/sentence.ts";
import { sentenceOf } from "../words/sentence-of.ts";
import { type TypeScript, ts } from "./typescript.ts";

/** One error that prevents a cell from running. */
export interface CellProblem {
  /** Line in the cell, from 1. */
  readonly line: number;
  /** Column in the line, from 1. */
  readonly column: number;
  /** TypeScript's message or, where that would mislead, a plainer one. */
  readonly message: string;
  /** The text of that line. */
  readonly sourceLine: string;
  /** The file, when the problem is in a file that the cell imports. */
  readonly file?: string;
}

/** A cell inside the virtual file that is compiled for it. */
export interface CellText {
  /** Path of the virtual file. */
  readonly file: string;
  /** The cell's own text. */
  readonly source: string;
  /** Lines in front of the cell's text. More may follow it. */
  readonly linesBefore: number;
}

/** TypeScript's diagnostics as a list of problems, in the order of the lines. */
export function toProblems(diagnostics: readonly TypeScript.Diagnostic[], cell: CellText): CellProblem[] {
  const errors = diagnostics.filter(
    ({ file, category, code }) =>
      file !== undefined && category === ts.DiagnosticCategory.Error && !isAboutOutputFiles(code),
  );
  // After a syntax error the errors about meaning are noise.
  const syntaxErrors = errors.filter(({ code }) => code < FIRST_CODE_OF_MEANING);
  const problems =
    syntaxErrors.length > 0
      ? // After the first syntax error the parser guesses.
        syntaxErrors.slice(0, 1).map((error) => toProblem(error, cell))
      : errors.map((error) => toProblem(error, cell));
  return once(problems.sort((a, b) => a.line - b.line || a.column - b.column));
}

/**
 * Whether an error is about files that the compiler would write: a type that has no portable name, or an imported file above the notebook's
 * folder. A cell's code and declarations stay in this process, so these errors do not matter.
 */
export function isAboutOutputFiles(code: number): boolean {
  const fileIsNotUnderRootDir = 6059;
  const inferredTypeCannotBeNamed = 2742;
  const nameOfTypeIsPrivate = code >= 4000 && code < 4104;
  return code === fileIsNotUnderRootDir || code === inferredTypeCannotBeNamed || nameOfTypeIsPrivate;
}

/** A message without the virtual files in which the compiler keeps the notebook's other cells. */
function plainer(message: string): string {
  return message
    .replace(/import\("[^"]*__cell_\d+__(?:\.d\.ts)?"\)\./g, "")
    .replace(/typeof import\("[^"]*__cell_\d+__"\)/g, "this notebook");
}

/** TypeScript numbers syntax errors from 1000 and errors about meaning from 2000. */
const FIRST_CODE_OF_MEANING = 2000;

function toProblem(diagnostic: TypeScript.Diagnostic, cell: CellText): CellProblem {
  const { file } = diagnostic;
  if (file === undefined) {
    const { message } = sentenceOf(diagnostic, { line: 1, column: 1, sourceLine: "" }, () => undefined);
    return { line: 1, column: 1, message, sourceLine: "" };
  }
  const place = placeOf(file, diagnostic.start ?? 0, cell);
  const { position, ...sentence } = sentenceOf(diagnostic, place, (other, at) =>
    other === file ? placeOf(file, at, cell).line : undefined,
  );
  const shown = position === undefined ? place : placeOf(file, position, cell);
  const problem = { ...shown, ...sentence, message: plainer(sentence.message) };
  return file.fileName === cell.file ? problem : { ...problem, file: file.fileName };
}

/** The place of a position in a file; in the cell's virtual file, in the cell's own text. */
function placeOf({ fileName, text }: TypeScript.SourceFile, position: number, cell: CellText): Place {
  const isCell = fileName === cell.file;
  const before = text.slice(0, position).split("\n");
  const lines = (isCell ? cell.source : text).split("\n");
  const line = Math.max(0, before.length - 1 - (isCell ? cell.linesBefore : 0));
  return line < lines.length
    ? { line: line + 1, column: (before.at(-1)?.length ?? 0) + 1, sourceLine: lines[line] ?? "" }
    : // Something that is missing at the cell's end is reported in the line behind it.
      { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, sourceLine: lines.at(-1) ?? "" };
}

/** The same finding is said once. */
function once(problems: readonly CellProblem[]): CellProblem[] {
  const said = new Set<string>();
  return problems.filter(({ file, line, column, message }) => {
    const key = `${file ?? ""}:${line}:${column}:${message}`;
    return !said.has(key) && said.add(key);
  });
}
