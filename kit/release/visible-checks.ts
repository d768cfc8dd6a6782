import { type TypeScript, ts } from "../kernel/index.ts";
import { ReleaseError } from "./release-error.ts";

/** The visible checks of each file that was read. A release needs them three times, and TypeScript takes a second of a processor for a long file. */
const read = new Map<string, string>();

/**
 * A check file without its hidden checks, and without the helpers that only they used.
 *
 * @param file Its name, for the sentence about a file that cannot be read.
 * @throws ReleaseError `BAD_CHECK_FILE`
 */
export function visibleChecks(source: string, file: string): string {
  const key = `${file}\n${source}`;
  const known = read.get(key);
  if (known !== undefined) return known;
  const visible = withoutHidden(source, file);
  read.set(key, visible);
  return visible;
}

function withoutHidden(source: string, file: string): string {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  // Safe: every parsed file has `parseDiagnostics`, which TypeScript keeps out of its public types.
  const [problem] = (tree as unknown as { parseDiagnostics: readonly TypeScript.Diagnostic[] })
    .parseDiagnostics;
  if (problem) {
    const { line } = tree.getLineAndCharacterOfPosition(problem.start ?? 0);
    const what = ts.flattenDiagnosticMessageText(problem.messageText, " ");
    throw new ReleaseError("BAD_CHECK_FILE", `${file}:${line + 1}: ${what}`);
  }
  const hidden = hiddenStatements(tree);
  return hidden.length === 0 ? source : withoutUnused(cut(source, hidden), file);
}

/** The statements that register a hidden check, and loops that register only hidden checks. */
function hiddenStatements(tree: TypeScript.SourceFile): TypeScript.Node[] {
  const found: TypeScript.Node[] = [];
  const visit = (node: TypeScript.Node): void => {
    if (registersHidden(node)) found.push(node);
    else ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function registersHidden(node: TypeScript.Node): boolean {
  if (ts.isExpressionStatement(node)) {
    const { expression } = node;
    if (!ts.isCallExpression(expression)) return false;
    const callee = expression.expression;
    return (
      (ts.isIdentifier(callee) && callee.text === "hidden") ||
      (ts.isPropertyAccessExpression(callee) && callee.name.text === "hidden")
    );
  }
  if (ts.isForOfStatement(node) || ts.isForStatement(node) || ts.isForInStatement(node)) {
    const body = ts.isBlock(node.statement) ? node.statement.statements : [node.statement];
    return body.some(registersHidden) && !mentions(node.statement, "check");
  }
  return false;
}

function mentions(node: TypeScript.Node, name: string): boolean {
  return (
    (ts.isIdentifier(node) && node.text === name) ||
    ts.forEachChild(node, (child) => mentions(child, name) || undefined) === true
  );
}

/** Removes nodes, each with the comment before it. */
function cut(source: string, nodes: readonly TypeScript.Node[]): string {
  return [...nodes]
    .sort((one, other) => other.pos - one.pos)
    .reduce((text, node) => text.slice(0, node.getFullStart()) + text.slice(node.end), source);
}

const unused = ["unusedIdentifier_delete", "unusedIdentifier_deleteImports"];

/** Removes unused declarations and imports until none is left. */
function withoutUnused(source: string, file: string): string {
  let text = source;
  for (let round = 0; round < 20; round += 1) {
    const before = text;
    for (const fix of unused) text = applyFix(text, file, fix);
    if (text === before) break;
  }
  return `${text.replace(/\n{3,}/g, "\n\n").trimEnd()}\n`;
}

/** Applies one of TypeScript's own code fixes to the whole file. */
function applyFix(source: string, file: string, fix: string): string {
  const options: TypeScript.CompilerOptions = {
    target: ts.ScriptTarget.Latest,
    module: ts.ModuleKind.ESNext,
    noUnusedLocals: true,
    noUnusedParameters: true,
    noResolve: true,
    noLib: true,
  };
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (name) => (name === file ? ts.ScriptSnapshot.fromString(source) : undefined),
    getCurrentDirectory: () => "/",
    getDefaultLibFileName: () => "lib.d.ts",
    fileExists: (name) => name === file,
    readFile: (name) => (name === file ? source : undefined),
  });
  try {
    const { changes } = service.getCombinedCodeFix(
      { type: "file", fileName: file },
      // Safe: the type of fix ids is `{}`, and the language service takes its own ids as text.
      fix as never,
      ts.getDefaultFormatCodeSettings("\n"),
      {},
    );
    return changes
      .flatMap(({ textChanges }) => [...textChanges])
      .sort((one, other) => other.span.start - one.span.start)
      .reduce(
        (text, { span, newText }) =>
          text.slice(0, span.start) + newText + text.slice(span.start + span.length),
        source,
      );
  } finally {
    service.dispose();
  }
}
