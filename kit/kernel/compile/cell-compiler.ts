import { join, resolve } from "node:path";
import { analyse, type TopLevelStatement } from "./analyse.ts";
import { planCell } from "./cell-plan.ts";
import { type CellModule, cellModule } from "./cell-text.ts";
import { cellCompilerOptions } from "./compiler-options.ts";
import { emitCell } from "./emit-cell.ts";
import { type CellProblem, toProblems } from "./problem.ts";
import { IMPORT, META, SCOPE } from "./scope-names.ts";
import { SourceFileCache } from "./source-file-cache.ts";
import { lineTable, positionFinder } from "./source-position.ts";
import { type TypeScript, ts } from "./typescript.ts";

/** A cell, or a whole answer put together from cells, ready to run. */
export interface CompiledCell {
  /**
   * The body of an async function `(exports, require) => …` in strict mode. After it has run, every top-level value of
   * the source is a property of `exports`; an assignment to a top-level `let` shows there too.
   */
  readonly js: string;
  /** For each line of `js` the line of the source (from 1) that it came from, 0 where there is none. */
  readonly lines: readonly number[];
}

/** A compiled text, or the errors in it. */
export type CompileResult = CompiledCell | { readonly errors: readonly CellProblem[] };

/** Compiles cells exactly as the kernel does. Keep one compiler: its first call is slow, later calls are fast. */
export interface CellCompiler {
  /** Checks and compiles a text. Both outcomes are values; nothing is thrown for bad input. */
  compile(source: string): CompileResult;
  /** Checks and compiles independent texts, each as if it were alone, in less time than one by one. */
  compileAll(sources: readonly string[]): CompileResult[];
  /** The top-level statements of a text, without checking types. */
  analyse(source: string): TopLevelStatement[];
}

/** A text with global declarations or references, which would also apply to the texts beside it. */
const reachesOutside = /\bdeclare\s+(?:global|module|namespace)\b|\/\/\/\s*</;

/** What a cell's JavaScript finds around it, made of the `exports` and `require` of a CommonJS module. In one line, in front of the cell's own. */
const AROUND = [
  `"use strict"; const ${SCOPE} = exports;`,
  `const ${META} = { get url() { return require("node:url").pathToFileURL(__filename).href; }, get filename() { return __filename; }, get dirname() { return __dirname; } };`,
  `const ${IMPORT} = async (id) => {`,
  'let module; try { module = require(id); } catch (error) { if (error?.code !== "ERR_REQUIRE_ASYNC_MODULE") throw error; module = await import(id); }',
  'if (module?.__esModule || module?.[Symbol.toStringTag] === "Module") return module;',
  "const whole = { value: module }; const own = typeof module === 'object' || typeof module === 'function' ? module : null;",
  'return Object.create(own, { default: whole, "module.exports": whole }); };',
  `${IMPORT}.link = (scope, name, get) => Object.defineProperty(scope, name, { configurable: true, enumerable: true, get });`,
].join(" ");

/**
 * Makes a compiler for cells.
 *
 * @param options.directory The notebook's folder, from which imports are resolved. Default: the working directory.
 * @param options.mayRead The files that a text may import or refer to; other files are not found. Default: all.
 */
export function createCellCompiler(
  options: { readonly directory?: string; readonly mayRead?: (file: string) => boolean } = {},
): CellCompiler {
  const directory = resolve(options.directory ?? process.cwd());
  const fileOf = (place: number) => join(directory, place === 0 ? "__cell__.ts" : `__cell_${place}__.ts`);
  // No declarations are written, so none can be refused.
  const compilerOptions = { ...cellCompilerOptions(directory), declaration: false };
  const files = new SourceFileCache(compilerOptions, directory, options.mayRead);
  let program: TypeScript.Program | undefined;

  return { compile, compileAll, analyse: (source) => analyse(source) };

  function compile(source: string): CompileResult {
    return inOneProgram([source])[0] as CompileResult;
  }

  function compileAll(sources: readonly string[]): CompileResult[] {
    const together = sources.filter((source) => !reachesOutside.test(source));
    const results = together.length > 1 ? inOneProgram(together) : [];
    return sources.map((source) => {
      const result = results[together.indexOf(source)];
      // The message of an error may depend on the texts beside it, so a failed text is compiled again alone.
      return result && !("errors" in result) ? result : compile(source);
    });
  }

  function inOneProgram(sources: readonly string[]): CompileResult[] {
    const cells = sources.map((source) => cellModule(source));
    for (const [place, { text }] of cells.entries()) files.setVirtual(fileOf(place), text);
    const next = ts.createProgram({
      rootNames: cells.map((_, place) => fileOf(place)),
      options: compilerOptions,
      host: files.host,
      ...(program ? { oldProgram: program } : {}),
    });
    program = next;
    return cells.map((cell, place) => {
      const file = next.getSourceFile(fileOf(place)) as TypeScript.SourceFile;
      const problems = toProblems(ts.getPreEmitDiagnostics(next, file), { ...cell, file: fileOf(place) });
      return problems.length > 0 ? { errors: problems } : emit(next, file, cell);
    });
  }

  function emit(from: TypeScript.Program, file: TypeScript.SourceFile, cell: CellModule): CompiledCell {
    const plan = planCell(file, from.getTypeChecker(), cell, new Set(), () => false);
    const emitted = emitCell(cell, plan);
    const find = positionFinder([emitted.map], cell.linesBefore);
    // In a block of its own, so that a cell may declare `exports` or `require`.
    const js = `${AROUND} {\n${emitted.js}}\n`;
    const lines = lineTable(js, (line, column) => find(line - 1, column), cell.source.split("\n").length);
    return { js, lines };
  }
}
