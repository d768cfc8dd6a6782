import { constants, Script } from "node:vm";
import { syntaxProblems } from "../compile/syntax-problems.ts";
import { kernelImmediate } from "../interrupt/kernel-timers.ts";
import { explainMissingModules } from "../words/missing-modules.ts";
import { explainMissingNames } from "../words/missing-names.ts";
import { type CellRun, isStopped, runInCell, stopCell } from "./cell-context.ts";
import type { CellImports } from "./cell-imports.ts";
import { cellFileName, rememberSource } from "./cell-sources.ts";
import { type ErrorReport, INTERRUPTED, reportProblems, reportThrown } from "./error-report.ts";
import type { LearnerRequire } from "./learner-require.ts";
import type { Scope } from "./scope.ts";
import type { Conversion, Converter } from "./tslab.ts";

/** How a cell ended. */
export type CellOutcome =
  | { readonly status: "ok" }
  | { readonly status: "error"; readonly report: ErrorReport };

type CellFunction = (exports: Scope, require: (id: string) => unknown) => Promise<void>;

/** Compiles and runs cells, one after the other, in one scope. */
export class CellRunner {
  readonly #converter: Converter;
  readonly #scope: Scope;
  readonly #imports: CellImports;
  readonly #modules: LearnerRequire;
  /** Runs a function during which the watchdog does not stop the thread. */
  readonly #uninterruptible: <T>(call: () => T) => T;
  readonly #notebook: string | undefined;
  #declarations = "";
  #stop: (() => void) | undefined;

  constructor(parts: {
    readonly converter: Converter;
    readonly scope: Scope;
    readonly imports: CellImports;
    readonly modules: LearnerRequire;
    readonly uninterruptible: <T>(call: () => T) => T;
    /** The file of the notebook, where Jupyter tells it. */
    readonly notebook: string | undefined;
  }) {
    this.#converter = parts.converter;
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
      this.#modules.update(conversion.sideOutputs ?? []);
      if (conversion.output !== undefined) this.#imports.add(conversion.output.js);
      const before = this.#remember(conversion.declares ?? []);
      const outcome = await Promise.race([this.#execute(conversion, code, run, show), stopped.promise]);
      if (outcome.status === "error") this.#restore(before);
      else this.#declarations = conversion.declOutput ?? "";
      return outcome;
    } catch (error) {
      return { status: "error", report: reportThrown(error) };
    } finally {
      this.#stop = undefined;
    }
  }

  /** Ends the running cell with "Interrupted". Its background work is not touched. */
  interrupt(): void {
    this.#stop?.();
  }

  /** For tslab's request handlers. */
  inspect(code: string, position: number): unknown {
    return this.#uninterruptible(() => this.#converter.inspect(this.#declarations, code, position));
  }

  complete(code: string, position: number): unknown {
    return this.#uninterruptible(() => this.#converter.complete(this.#declarations, code, position));
  }

  close(): void {
    this.#converter.close();
  }

  #convert(code: string): Conversion {
    try {
      return this.#uninterruptible(() => this.#converter.convert(this.#declarations, code));
    } catch (error) {
      const problems = syntaxProblems(code);
      if (problems.length === 0) throw error;
      return { problems };
    }
  }

  #execute(
    { output, lastExpressionVar }: Conversion,
    code: string,
    run: CellRun,
    show: (value: unknown) => void,
  ): Promise<CellOutcome> {
    if (output === undefined) return Promise.resolve({ status: "ok" });
    const filename = cellFileName(run.executionCount);
    rememberSource(filename, {
      title: `cell [${run.executionCount}]`,
      text: code,
      maps: output.maps,
      extraLines: 1, // tslab puts one line in front of a cell
    });
    return this.#inTurnOfItsOwn(async () => {
      if (isStopped(run)) return { status: "error", report: INTERRUPTED };
      try {
        await runInCell(run, async () => {
          await this.#start(output.js, filename);
          show(this.#takeLastValue(lastExpressionVar));
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

  async #start(js: string, filename: string): Promise<void> {
    // Modules are strict, so cells are too: writing to a frozen object throws.
    const script = new Script(`(async function (exports, require) { "use strict";\n${js}\n})`, {
      filename,
      lineOffset: -1,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    await (script.runInThisContext() as CellFunction)(this.#scope, this.#modules.require);
  }

  #takeLastValue(name: string | undefined): unknown {
    if (name === undefined) return undefined;
    const value = this.#scope[name];
    delete this.#scope[name];
    return value;
  }

  /** Keeps the values of names that a cell declares again. A failed cell declares nothing, so they are restored. */
  #remember(names: readonly string[]): Map<string, { readonly value: unknown } | undefined> {
    return new Map(
      names.map((name) => [
        name,
        Object.hasOwn(this.#scope, name) ? { value: this.#scope[name] } : undefined,
      ]),
    );
  }

  #restore(before: ReadonlyMap<string, { readonly value: unknown } | undefined>): void {
    for (const [name, earlier] of before) {
      if (earlier) this.#scope[name] = earlier.value;
      else delete this.#scope[name];
    }
  }
}
