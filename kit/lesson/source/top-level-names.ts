// `ts` is the parser that the kernel compiles cells with: what parses here parses there.
import { analyse, type StatementKind, ts } from "../../kernel/index.ts";

/** What a piece of cell code introduces at its top level. */
export interface TopLevelNames {
  /** Names that hold a value when the code has run: functions, classes, variables, enums. In order, each once. */
  readonly values: readonly string[];
  /** Names of imports. */
  readonly imports: readonly string[];
  /** The first place that is not TypeScript, if there is one. `line` is 0-based within the code. */
  readonly syntaxError: { readonly line: number; readonly message: string } | undefined;
}

const VALUES: readonly StatementKind[] = ["function", "class", "const", "let", "var", "enum"];

/** Lists the names that code declares at its top level; nothing is run and no type is looked at. */
export function topLevelNames(code: string): TopLevelNames {
  const statements = analyse(code);
  const declaredBy = (kinds: readonly StatementKind[]) => [
    ...new Set(statements.filter(({ kind }) => kinds.includes(kind)).flatMap(({ declares }) => declares)),
  ];
  return { values: declaredBy(VALUES), imports: declaredBy(["import"]), syntaxError: firstSyntaxError(code) };
}

function firstSyntaxError(code: string): TopLevelNames["syntaxError"] {
  const { diagnostics = [] } = ts.transpileModule(code, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 },
  });
  const found = diagnostics[0];
  if (!found) return undefined;
  return {
    line: found.file?.getLineAndCharacterOfPosition(found.start ?? 0).line ?? 0,
    message: ts.flattenDiagnosticMessageText(found.messageText, " "),
  };
}
