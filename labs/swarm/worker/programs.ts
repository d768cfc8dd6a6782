import { build, type Deserialized, type LoadedCode, loadCode } from "../transfer/deserialize.ts";
import type { AgentType, ProgramMessage } from "./messages.ts";
import { TaskBuilder } from "./task-builder.ts";

const NO_DATA = Object.freeze({ values: {}, statics: {}, usesSharing: false });

/** Code that a worker has, for runs to come. */
interface KeptCode {
  readonly loaded: LoadedCode;
  readonly types: readonly AgentType[];
  /** What was built of code that only imports. It is the same for every run. */
  readonly built: Deserialized | undefined;
}

/** The programs that a worker has: those of the runs that use it, and the code of earlier runs. */
export class Programs {
  // Plain objects, because an agent may replace the methods of `Map.prototype`.
  readonly #codes: Record<number, KeptCode> = Object.create(null);
  readonly #runs: Record<number, TaskBuilder> = Object.create(null);

  /** Loads the program of a run. Throws when its code, its values or `shared` cannot be built. */
  async load(run: number, message: ProgramMessage | number): Promise<void> {
    if (typeof message === "number") {
      await this.#build(run, message, undefined);
      return;
    }
    const { number, source } = message;
    if (source !== undefined) {
      const loaded = await loadCode(source.code);
      const isPure = source.code.sources.length === 0 && source.code.constants.length === 0;
      this.#codes[number] = {
        loaded,
        types: source.types,
        built: isPure ? await build(loaded, NO_DATA) : undefined,
      };
    }
    await this.#build(run, number, message);
  }

  async #build(run: number, number: number, message: ProgramMessage | undefined): Promise<void> {
    const code = this.#codes[number];
    if (code === undefined) throw new Error("Values were sent before their code.");
    const data = message?.data ?? NO_DATA;
    // What is shared may need what `build` loads.
    const built = data.usesSharing ? undefined : code.built;
    const program = built ?? (await build(code.loaded, data));
    this.#runs[run] = new TaskBuilder(run, program, code.types, message?.shared);
  }

  of(run: number): TaskBuilder {
    const program = this.#runs[run];
    if (program === undefined) throw new Error("Work was sent before the agents' code.");
    return program;
  }

  /** @param numbers runs, and code as negative numbers */
  forget(numbers: readonly number[]): void {
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i] as number;
      if (number < 0) delete this.#codes[-number];
      else delete this.#runs[number];
    }
  }
}
