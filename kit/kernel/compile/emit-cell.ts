import type { CellPlan } from "./cell-plan.ts";
import type { CellModule } from "./cell-text.ts";
import { type CellImport, scopeTransform } from "./scope-transform.ts";
import { type TypeScript, ts } from "./typescript.ts";

/** A cell as JavaScript: the body of an async function. */
export interface EmittedCell {
  readonly js: string;
  /** The source map that leads back to the module's text. */
  readonly map: string;
  readonly imports: readonly CellImport[];
}

/** Writes a cell's JavaScript. Types are not looked at: the plan says all that depends on them. */
export function emitCell(cell: CellModule, plan: CellPlan): EmittedCell {
  const imports: CellImport[] = [];
  const { outputText, sourceMapText } = ts.transpileModule(cell.text, {
    fileName: "cell.ts",
    compilerOptions: emitOptions(cell.text),
    transformers: { before: [scopeTransform(cell, plan, imports)] },
  });
  return { js: withoutModuleMarks(outputText), map: sourceMapText ?? "", imports };
}

/** The options for JavaScript of this Node. It knows all of the language but decorators and `accessor`, which are written in older words. */
export function emitOptions(text: string): TypeScript.CompilerOptions {
  const isOlder = /@[\p{ID_Start}$_(]|\baccessor\b/u.test(text) && hasDecorators(text);
  return {
    module: ts.ModuleKind.ESNext,
    target: isOlder ? ts.ScriptTarget.ES2022 : ts.ScriptTarget.ESNext,
    newLine: ts.NewLineKind.LineFeed,
    sourceMap: true,
    inlineSources: false,
    isolatedModules: true,
  };
}

/** Whether a decorator or `accessor` is part of the code: `"@swarmlab/labs"` and `@example` in a comment are not. */
function hasDecorators(text: string): boolean {
  const visit = (node: TypeScript.Node): boolean =>
    ts.isDecorator(node) ||
    node.kind === ts.SyntaxKind.AccessorKeyword ||
    ts.forEachChild(node, (child) => visit(child) || undefined) === true;
  return visit(ts.createSourceFile("cell.ts", text, ts.ScriptTarget.ESNext));
}

/** Text without the compiler's marks of a module: `export {};` and the address of the map. */
function withoutModuleMarks(js: string): string {
  return js
    .replace(/\n?\/\/# sourceMappingURL=.*(?:[\n\r\u2028\u2029]\s*)?$/, "\n")
    .replace(/(^|\n)export \{\s*\};\s*$/, "$1");
}
