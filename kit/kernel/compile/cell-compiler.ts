import { join, resolve } from "node:path";
import { analyse, type TopLevelStatement } from "./analyse.ts";
import { toCommonJs, withoutMapComment } from "./common-js.ts";
import { cellCompilerOptions } from "./compiler-options.ts";
import { namesToExport } from "./exported-names.ts";
import { libraryFiles } from "./library-files.ts";
import { type CellProblem, toProblems } from "./problem.ts";
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

/** Makes TypeScript treat the text as a module, as tslab does. */
const PREFIX = "export {};\n";

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
  const compilerOptions = cellCompilerOptions(directory);
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
    for (const [place, source] of sources.entries()) {
      const names = namesToExport(source);
      const suffix = names.length > 0 ? `\nexport { ${names.join(", ")} };` : "";
      files.setVirtual(fileOf(place), PREFIX + source + suffix);
    }
    const next = ts.createProgram({
      rootNames: [...libraryFiles(), ...sources.map((_, place) => fileOf(place))],
      options: compilerOptions,
      host: files.host,
      ...(program ? { oldProgram: program } : {}),
    });
    program = next;
    return sources.map((source, place) => {
      const file = fileOf(place);
      const cell = next.getSourceFile(file);
      const problems = toProblems(ts.getPreEmitDiagnostics(next, cell), { file, source, linesBefore: 1 });
      return problems.length > 0 ? { errors: problems } : emit(next, cell, source.split("\n").length);
    });
  }

  function emit(
    from: TypeScript.Program,
    cell: TypeScript.SourceFile | undefined,
    sourceLines: number,
  ): CompiledCell {
    let esModule = "";
    let map = "";
    from.emit(cell, (fileName, text) => {
      if (fileName.endsWith(".js")) esModule = withoutMapComment(text);
      if (fileName.endsWith(".js.map")) map = text;
    });
    const commonJs = toCommonJs(esModule);
    const js = `"use strict";\n${commonJs.js}`;
    const find = positionFinder([commonJs.map, map], 1);
    return { js, lines: lineTable(js, (line, column) => find(line - 1, column), sourceLines) };
  }
}
