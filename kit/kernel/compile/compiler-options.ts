import { createRequire } from "node:module";
import { dirname } from "node:path";
import { type TypeScript, ts } from "./typescript.ts";

/** The compiler options of cells, in the kernel and in grading. `directory` is where the notebook lies. */
export function cellCompilerOptions(directory: string): TypeScript.CompilerOptions {
  return {
    strict: true,
    // Both `import` and `import x = require()`, as a cell may use either.
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    allowImportingTsExtensions: true,
    esModuleInterop: true,
    resolveJsonModule: true,
    target: ts.ScriptTarget.ESNext,
    lib: ["lib.esnext.d.ts"],
    types: ["node"],
    typeRoots: [nodeTypesRoot()],
    // A cell may import a learner's own JavaScript. Its types are read, and it is not checked.
    allowJs: true,
    skipLibCheck: true,
    declaration: true,
    newLine: ts.NewLineKind.LineFeed,
    rootDir: directory,
    outDir: "outDir",
  };
}

/** The folder that holds `node/`: cells see Node's types wherever the notebook lies. */
function nodeTypesRoot(): string {
  return dirname(dirname(createRequire(import.meta.url).resolve("@types/node/package.json")));
}
