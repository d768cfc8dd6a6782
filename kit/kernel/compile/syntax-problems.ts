import { type CellProblem, toProblems } from "./problem.ts";
import { type TypeScript, ts } from "./typescript.ts";

/** The syntax errors of a cell's text alone, for texts over which the compiler of whole cells breaks, as `function f( { return 1`. */
export function syntaxProblems(source: string): CellProblem[] {
  const file = "cell.ts";
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.ESNext);
  // The parser's own findings have no public name in TypeScript; `transpileModule`, which hands them out, breaks over the same texts.
  const { parseDiagnostics } = parsed as TypeScript.SourceFile & {
    readonly parseDiagnostics: readonly TypeScript.DiagnosticWithLocation[];
  };
  return toProblems(parseDiagnostics, { file, source, linesBefore: 0 });
}
