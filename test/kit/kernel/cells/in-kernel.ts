import { join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { TestKernel } from "../support/test-kernel.ts";
import type { Place, Program } from "./program.ts";

type KernelPlace = Exclude<Place, "check">;

const FOLDER = resolve(import.meta.dirname, "../../../cells");
const PROBE = join(import.meta.dirname, "install-probe.ts");

/** Runs programs in a real kernel, several in one; the owner disposes of it. */
export class InKernel implements AsyncDisposable {
  #kernel: TestKernel | undefined;
  #group: number | undefined;

  /** Runs a program's cells, then its answer in the kernel, on a thread and in a process. @param group programs of one group share a kernel */
  async run(program: Program, group: number): Promise<Record<KernelPlace, string>> {
    const kernel = await this.#kernelFor(group);
    for (const { source, fails } of program.cells) {
      const { error } = await kernel.execute(source);
      const message = error && `throws ${stripVTControlCharacters(`${error.ename}: ${error.evalue}`)}`;
      const isAsWritten = fails === undefined ? message === undefined : message?.includes(fails);
      if (isAsWritten) continue;
      const outcome = message ?? `a cell did not fail with ${fails}`;
      return { kernel: outcome, thread: outcome, process: outcome };
    }
    const { text, error } = await kernel.execute(
      'await (globalThis as any)[Symbol.for("swarmlab.test.probe")](answer)',
    );
    if (error) throw new Error(`${program.name}: the probe failed: ${error.evalue}`);
    return JSON.parse(text);
  }

  async #kernelFor(group: number): Promise<TestKernel> {
    if (this.#group === group && this.#kernel) return this.#kernel;
    await this[Symbol.asyncDispose]();
    const kernel = await TestKernel.start({ directory: FOLDER });
    this.#kernel = kernel;
    this.#group = group;
    await kernel.execute(`await import(${JSON.stringify(PROBE)});`);
    return kernel;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#kernel?.[Symbol.asyncDispose]();
    this.#kernel = undefined;
  }
}
