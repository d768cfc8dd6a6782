import { setTimeout } from "node:timers/promises";
import { AIAgent } from "../../../../labs/agents/index.ts";

/** Uses so many seconds of CPU time, spread over at least so many seconds: a truth that holds on a busy machine too. */
export class Burner extends AIAgent<{ cpu: number; over: number }, number> {
  static readonly module: string = import.meta.url;

  protected async think({ cpu, over }: { cpu: number; over: number }): Promise<number> {
    const began = performance.now();
    const before = cpuSeconds();
    for (;;) {
      const used = cpuSeconds() - before;
      const elapsed = (performance.now() - began) / 1000;
      if (used >= cpu && elapsed >= over) return Math.round(used);
      if (used < cpu && used <= (cpu / over) * elapsed) spin(5);
      else await setTimeout(5);
    }
  }
}

function cpuSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}

function spin(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

/** Allocates megabytes of 1,000,000 bytes, touches them all, and keeps them for so many seconds. */
export class Holder extends AIAgent<{ megabytes: number; seconds: number }, number> {
  static readonly module: string = import.meta.url;

  protected async think({ megabytes, seconds }: { megabytes: number; seconds: number }): Promise<number> {
    const bytes = new Uint8Array(megabytes * 1e6).fill(1);
    await setTimeout(seconds * 1000);
    return bytes.length;
  }
}

/** Allocates memory, and frees it at once. */
export class Spike extends AIAgent<number, number> {
  static readonly module: string = import.meta.url;

  protected async think(megabytes: number): Promise<number> {
    let bytes: Uint8Array | undefined = new Uint8Array(megabytes * 1e6).fill(1);
    const { length } = bytes;
    bytes = undefined;
    Reflect.get(globalThis, "gc")?.();
    await setTimeout(600);
    return length;
  }
}

export type Trouble = "throw" | "exit" | "hang" | "none";

/** Fails as its input says. */
export class Troubled extends AIAgent<Trouble, number> {
  static readonly module: string = import.meta.url;

  protected async think(trouble: Trouble): Promise<number> {
    if (trouble === "throw") throw new Error("the data are gone");
    if (trouble === "exit") process.exit(7);
    if (trouble === "hang") await setTimeout(600_000);
    return 42;
  }
}

/** How many rehearsals this worker has seen. */
let rehearsals = 0;

/** Runs only in a worker that has seen a rehearsal before. */
export class Rehearsed extends AIAgent<"rehearsal" | "run", null> {
  static readonly module: string = import.meta.url;

  protected async think(part: "rehearsal" | "run"): Promise<null> {
    if (part === "rehearsal") rehearsals++;
    await setTimeout(50);
    if (rehearsals === 0) throw new Error("this worker has seen no rehearsal");
    return null;
  }
}
