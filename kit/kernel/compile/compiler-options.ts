import { createRequire } from "node:module";
import { dirname } from "node:path";
import { type TypeScript, ts } from "./typescript.ts";

/**
 * The course's compiler options, beyond tslab's own. The kernel's patch and grading both use
 * them, so an answer never passes in one and fails in the other.
 */
export function courseOptions(): TypeScript.CompilerOptions {
  return {
    strict: true,
    // tslab resolves as Node 10 did and so never sees the `exports` of a package.
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.esnext.d.ts"],
    types: ["node"],
    typeRoots: [nodeTypesRoot()],
  };
}

/** All compiler options of a cell: tslab's, then the course's. `directory` is where the notebook lies. */
export function cellCompilerOptions(directory: string): TypeScript.CompilerOptions {
  return {
    module: ts.ModuleKind.ESNext,
    esModuleInterop: true,
    declaration: true,
    newLine: ts.NewLineKind.LineFeed,
    noImplicitUseStrict: true,
    experimentalDecorators: true,
    resolveJsonModule: true,
    jsx: ts.JsxEmit.React,
    allowJs: true,
    checkJs: true,
    skipLibCheck: true,
    rootDir: directory,
    outDir: "outDir",
    ...courseOptions(),
    sourceMap: true,
  };
}

/** The folder that holds `node/`: cells see Node's types wherever the notebook lies. */
function nodeTypesRoot(): string {
  return dirname(dirname(createRequire(import.meta.url).resolve("@types/node/package.json")));
}
