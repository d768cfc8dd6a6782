import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { AIAgent } from "../agents/index.ts";

export interface BarrierInput {
  /** One folder for all agents of a barrier: threads and processes both see files, but not each other's memory. */
  readonly folder: string;
  /** How many agents must arrive before any of them ends. */
  readonly expected: number;
  /** Seconds until an agent that waits for the others fails. */
  readonly timeout: number;
}

/** An agent that ends only when `expected` agents run at the same time, so its success counts the workers alive. */
export class BarrierAgent extends AIAgent<BarrierInput, string> {
  static readonly module: string = import.meta.url;

  protected async think({ folder, expected, timeout }: BarrierInput): Promise<string> {
    const end = performance.now() + timeout * 1000;
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, String(this.agentId)), "");
    for (;;) {
      const arrived = (await readdir(folder)).length;
      if (arrived >= expected) return "passed";
      if (performance.now() > end)
        throw new Error(`${arrived} of ${expected} agents arrived within ${timeout} s`);
      await pause(10);
    }
  }
}
