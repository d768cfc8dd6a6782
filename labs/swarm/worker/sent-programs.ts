import type { ProgramMessage } from "./messages.ts";
import type { RunProgram } from "./run-program.ts";

/** What a worker has been sent, on the pool's side, so that nothing travels twice and nothing is kept for ever. */
export class SentPrograms {
  readonly #runs = new Set<RunProgram>();
  readonly #codes = new Set<number>();
  /** Runs, and code as negative numbers. */
  #forgotten: number[] = [];

  /** The runs that have not ended, and of which the worker may have run agents. */
  get programs(): Iterable<RunProgram> {
    return this.#runs;
  }

  /** The message that brings the program of a run; undefined when the worker has it. From now on it counts as sent. */
  send(program: RunProgram): ProgramMessage | number | undefined {
    if (this.#runs.has(program)) return undefined;
    this.#runs.add(program);
    const isNew = !this.#codes.has(program.code);
    if (isNew) this.#codes.add(program.code);
    return program.message(isNew);
  }

  /** Notes that the worker need not keep the program of a run, or a piece of code. */
  forget(program: RunProgram | undefined, code: number | undefined): void {
    if (program !== undefined && this.#runs.delete(program)) this.#forgotten.push(program.run);
    if (code !== undefined && this.#codes.delete(code)) this.#forgotten.push(-code);
  }

  /** The worker has not loaded the program of a run. */
  notLoaded(program: RunProgram): void {
    this.#runs.delete(program);
    this.#codes.delete(program.code);
  }

  /** What the next message tells the worker to forget: runs, and code as negative numbers. */
  takeForgotten(): readonly number[] | undefined {
    if (this.#forgotten.length === 0) return undefined;
    const forgotten = this.#forgotten;
    this.#forgotten = [];
    return forgotten;
  }
}
