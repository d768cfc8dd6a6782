import type { Bundle } from "../../transfer/bundle.ts";
import { fromWire, type ProgramData } from "../wire/program-data.ts";
import type { RunStore } from "../wire/run-store.ts";

/** A program that this machine can run. */
export interface LoadedProgram {
  readonly program: ProgramData;
  readonly bundle: Bundle;
}

/** The programs of the runs that a machine works for. Each is fetched and checked once. */
export class MachinePrograms {
  readonly #store: RunStore;
  readonly #project: string;
  readonly #programs = new Map<string, Promise<LoadedProgram | string>>();

  constructor(store: RunStore, project: string) {
    this.#store = store;
    this.#project = project;
  }

  /** The program of a run; a sentence's end when it cannot be run here. */
  get(run: string, hash: string): Promise<LoadedProgram | string> {
    const known = this.#programs.get(run);
    if (known !== undefined) return known;
    const loading = this.#load(run, hash);
    this.#programs.set(run, loading);
    // One that could not be fetched is tried again with the next job.
    const forget = () => this.#programs.delete(run);
    loading.then((loaded) => typeof loaded === "string" && forget(), forget);
    return loading;
  }

  forget(run: string): void {
    this.#programs.delete(run);
  }

  async #load(run: string, hash: string): Promise<LoadedProgram | string> {
    const program = await this.#store.program(run, hash);
    if (program === undefined) return "the engine has no signed program of that run any more";
    const bundle = fromWire(program, this.#project);
    return typeof bundle === "string" ? bundle : { program, bundle };
  }
}
