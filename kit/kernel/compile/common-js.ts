import { ts } from "./typescript.ts";

/** JavaScript with CommonJS imports and exports, and the source map that leads back to the text given. */
export interface CommonJs {
  readonly js: string;
  readonly map: string;
}

/**
 * tslab's second step: the ES module that the type checker emitted becomes CommonJS. The module kind is Node16 with a
 * `.cjs` name, not CommonJS as in tslab, because that leaves `import()` alone: `await import("vega")` loads a package
 * that only `import` can load.
 */
export function toCommonJs(esModule: string): CommonJs {
  const { outputText, sourceMapText } = ts.transpileModule(esModule, {
    fileName: "cell.cjs",
    compilerOptions: {
      module: ts.ModuleKind.Node16,
      moduleResolution: ts.ModuleResolutionKind.Node16,
      esModuleInterop: true,
      target: ts.ScriptTarget.ES2022,
      newLine: ts.NewLineKind.LineFeed,
      noImplicitUseStrict: true,
      sourceMap: true,
    },
  });
  return { js: withoutMapComment(outputText), map: sourceMapText ?? "" };
}

/** Text without the `//# sourceMappingURL` line at its end. */
export function withoutMapComment(js: string): string {
  return js.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n");
}
