import { constants, Script } from "node:vm";
import { complete } from "../assist/complete.ts";
import { inspect } from "../assist/inspect.ts";
import type { Completion, Conversion, NotebookCompiler } from "../compile/notebook-compiler.ts";
import { IMPORT, META, SCOPE } from "../compile/scope-names.ts";
import { syntaxProblems } from "../compile/syntax-problems.ts";
import { kernelImmediate } from "../interrupt/kernel-timers.ts";
import { explainMissingModules } from "../words/missing-modules.ts";
import { explainMissingNames } from "../words/missing-names.ts";
import { type CellRun, isStopped, runInCell, stopCell } from "./cell-context.ts";
import type { CellImports } from "./cell-imports.ts";
import type { CellModules } from "./cell-modules.ts";
import { cellFileName, rememberSource } from "./cell-sources.ts";
import { type ErrorReport, INTERRUPTED, reportProblems, reportThrown } from "./error-report.ts";
import { extendNewest, restoreNames, type Saved, type Scope, saveNames } from "./scope.ts";

/** How a cell ended. */
export type CellOutcome =
  | { readonly status: "ok" }
  | { readonly status: "error"; readonly report: ErrorReport };

/** Gives the value of the cell's last expression in an array. */
type CellFunction = (
  this: undefined,
  scope: Scope,
  require: NodeJS.Require,
  load: CellModules["import"],
  meta: CellModules["meta"],
) => Promise<readonly unknown[] | undefined>;

/** Compiles and runs cells, one after the other, in one scope. */
export class CellRunner {
  readonly #compiler: NotebookCompiler;
  readonly #scope: Scope;
  readonly #imports: CellImports;
  readonly #modules: CellModules;
  /** Runs a function during which the watchdog does not stop the thread. */
  readonly #uninterruptible: <T>(call: () => T) => T;
  readonly #notebook: string | undefined;
  #stop: (() => void) | undefined;

  constructor(parts: {
    readonly compiler: NotebookCompiler;
    readonly scope: Scope;
    readonly imports: CellImports;
    readonly modules: CellModules;
    readonly uninterruptible: <T>(call: () => T) => T;
    /** The file of the notebook, where Jupyter tells it. */
    readonly notebook: string | undefined;
  }) {
    this.#compiler = parts.compiler;
    this.#scope = parts.scope;
    this.#imports = parts.imports;
    this.#modules = parts.modules;
    this.#uninterruptible = parts.uninterruptible;
    this.#notebook = parts.notebook;
  }

  /** Whether a cell is running. */
  get isRunning(): boolean {
    return this.#stop !== undefined;
  }

  /**
   * Runs a cell. Never rejects: an error of the cell is an outcome.
   *
   * @param show Shows the value of the cell's last expression. It may run the learner's code (a getter), so it counts as part of the cell.
   */
  async run(code: string, run: CellRun, show: (value: unknown) => void): Promise<CellOutcome> {
    const stopped = Promise.withResolvers<CellOutcome>();
    this.#stop = () => {
      stopCell(run);
      stopped.resolve({ status: "error", report: INTERRUPTED });
    };
    try {
      const conversion = this.#convert(code);
      if (conversion.problems.length > 0) {
        const names = explainMissingNames(conversion.problems, code, this.#notebook);
        const problems = explainMissingModules(names, process.cwd());
        return { status: "error", report: reportProblems(problems) };
      }
      const { output, declares } = conversion;
      if (output === undefined) return { status: "ok" };
      this.#modules.refresh();
      const imported = new Set(output.imports.map(({ name }) => name));
      const saved = saveNames(this.#scope, declares, imported);
      this.#imports.begin(declares, output.imports);
      const outcome = await Promise.race([this.#execute(output, code, run, show), stopped.promise]);
      if (outcome.status === "error") restoreNames(this.#scope, saved);
      else this.#keep(conversion, saved);
      return outcome;
    } catch (error) {
      return { status: "error", report: reportThrown(error) };
    } finally {
      this.#imports.end();
      this.#stop = undefined;
    }
  }

  /** Ends the running cell with "Interrupted". Its background work is not touched. */
  interrupt(): void {
    this.#stop?.();
  }

  /** What is known about the name or the call at a position, in UTF-16 units. */
  inspect(code: string, position: number): string | undefined {
    return this.#uninterruptible(() => inspect(this.#compiler, code, position));
  }

  /** The candidates for what stands at a position, in UTF-16 units. */
  complete(code: string, position: number): Completion {
    return this.#uninterruptible(() => complete(this.#compiler, code, position));
  }

  close(): void {
    this.#compiler.close();
  }

  #convert(code: string): Conversion {
    try {
      return this.#uninterruptible(() => this.#compiler.convert(code));
    } catch (error) {
      const problems = syntaxProblems(code);
      if (problems.length === 0) throw error;
      return { problems, declares: [], keep() {} };
    }
  }

  /** Makes what a cell has declared part of the notebook. */
  #keep({ output, declares, keep }: Conversion, saved: Saved): void {
    this.#uninterruptible(keep);
    this.#imports.add(declares, output?.imports ?? []);
    extendNewest(this.#scope, saved);
  }

  #execute(
    { js, map, linesBefore }: NonNullable<Conversion["output"]>,
    code: string,
    run: CellRun,
    show: (value: unknown) => void,
  ): Promise<CellOutcome> {
    const filename = cellFileName(run.executionCount);
    rememberSource(filename, {
      title: `cell [${run.executionCount}]`,
      text: code,
      maps: [map],
      extraLines: linesBefore,
    });
    return this.#inTurnOfItsOwn(async () => {
      if (isStopped(run)) return { status: "error", report: INTERRUPTED };
      try {
        await runInCell(run, async () => {
          const last = await this.#start(js, filename);
          if (last) show(last[0]);
        });
        return { status: "ok" };
      } catch (error) {
        return { status: "error", report: reportThrown(error) };
      }
    });
  }

  /**
   * Runs a function in a turn of the event loop of its own. An endless loop is stopped by terminating its turn, so the code that awaits the cell
   * and the code that reads the sockets must not be part of that turn. The function runs as a promise reaction after an immediate, not inside the
   * timer callback, because a terminated callback leaves Node's timers in an inconsistent state.
   */
  async #inTurnOfItsOwn<T>(call: () => Promise<T>): Promise<T> {
    await new Promise<void>((resolve) => kernelImmediate(resolve));
    return call();
  }

  #start(js: string, filename: string): ReturnType<CellFunction> {
    // Modules are strict, so cells are too: writing to a frozen object throws. The block lets a cell declare `require` itself.
    const script = new Script(
      `(async function (${SCOPE}, require, ${IMPORT}, ${META}) { "use strict"; {\n${js}\n}})`,
      { filename, lineOffset: -1, importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER },
    );
    const { require, import: load, meta } = this.#modules;
    return (script.runInThisContext() as CellFunction).call(undefined, this.#scope, require, load, meta);
  }
}
