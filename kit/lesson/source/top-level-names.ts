// `ts` is the parser that the kernel compiles cells with: what parses here parses there.
import { analyse, type StatementKind, ts } from "../../kernel/index.ts";

/** The names that a piece of cell code declares at its top level. */
export interface TopLevelNames {
  /** Names that hold a value when the code has run: functions, classes, variables, enums. In order, each once. */
  readonly values: readonly string[];
  /** Names of imports. */
  readonly imports: readonly string[];
  /** The first place that is not TypeScript, if there is one. `line` is 0-based within the code. */
  readonly syntaxError: { readonly line: number; readonly message: string } | undefined;
}

const VALUES: readonly StatementKind[] = ["function", "class", "const", "let", "var", "enum", "namespace"];

/** Lists the names that code declares at its top level. The code is neither run nor type-checked. */
export function topLevelNames(code: string): TopLevelNames {
  const statements = analyse(code);
  const declaredBy = (kinds: readonly StatementKind[]) => [
    ...new Set(statements.filter(({ kind }) => kinds.includes(kind)).flatMap(({ declares }) => declares)),
  ];
  return { values: declaredBy(VALUES), imports: declaredBy(["import"]), syntaxError: firstSyntaxError(code) };
}

interface SyntaxDiagnostic {
  readonly start: number;
  readonly messageText: Parameters<typeof ts.flattenDiagnosticMessageText>[0];
}

function firstSyntaxError(code: string): TopLevelNames["syntaxError"] {
  const file = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ES2022);
  // TypeScript keeps the parser's errors in a field that its types leave out. Asking a program for them takes a hundred times as long.
  const [found] = (file as typeof file & { readonly parseDiagnostics: readonly SyntaxDiagnostic[] })
    .parseDiagnostics;
  if (!found) return undefined;
  return {
    line: file.getLineAndCharacterOfPosition(found.start).line,
    message: ts.flattenDiagnosticMessageText(found.messageText, " "),
  };
}
