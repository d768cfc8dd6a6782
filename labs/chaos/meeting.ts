import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { AIAgent } from "../agents/index.ts";

export interface Appointment {
  /** A folder of its own for each meeting: the one thing that agents on threads and on processes both see. */
  readonly folder: string;
  readonly expected: number;
  /** How long to wait for the others, in seconds. */
  readonly patience: number;
}

/** Agents that can only end together: when they do, that many workers are alive at the same time. */
export class Meeting extends AIAgent<Appointment, string> {
  static readonly module: string = import.meta.url;

  protected async think({ folder, expected, patience }: Appointment): Promise<string> {
    const end = performance.now() + patience * 1000;
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, String(this.agentId)), "");
    for (;;) {
      const there = (await readdir(folder)).length;
      if (there >= expected) return "met";
      if (performance.now() > end) throw new Error(`${there} of ${expected} came within ${patience} s`);
      await pause(10);
    }
  }
}
