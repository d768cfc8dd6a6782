import { build, type LoadedCode, loadCode } from "../transfer/deserialize.ts";
import type { Forgotten, ProgramMessage } from "./messages.ts";
import { TaskBuilder } from "./task-builder.ts";

/** The programs that a worker has: those of the runs that use it, and the code of earlier runs. */
export class Programs {
  // Plain objects, because an agent may replace the methods of `Map.prototype`.
  readonly #codes: Record<number, LoadedCode> = Object.create(null);
  readonly #runs: Record<number, TaskBuilder> = Object.create(null);

  /** Loads the program of a run. Throws when its code, its values or `shared` cannot be built. */
  async load(message: ProgramMessage): Promise<void> {
    const { run, code: number, source, data } = message;
    if (source !== undefined) this.#codes[number] = await loadCode(source);
    const code = this.#codes[number];
    if (code === undefined) throw new Error("Values were sent before their code.");
    this.#runs[run] = new TaskBuilder(await build(code, data), message);
  }

  of(run: number): TaskBuilder {
    const program = this.#runs[run];
    if (program === undefined) throw new Error("Work was sent before the agents' code.");
    return program;
  }

  forget({ runs, codes }: Forgotten): void {
    for (const run of runs) delete this.#runs[run];
    for (const code of codes) delete this.#codes[code];
  }
}
