import { type AgentContext, AIAgent } from "@swarmlab/labs/agents";

/** Agents that are sent to workers: they say where they are, so they are imported there. */
const module: string = import.meta.url;

/** Waits for so many milliseconds, or until it is asked to stop. */
export class Waits extends AIAgent<number, number> {
  static readonly module = module;
  protected think(milliseconds: number, { signal }: AgentContext): Promise<number> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve(milliseconds), milliseconds);
      signal.addEventListener("abort", () => {
        clearTimeout(timer);
        reject(new Error("was asked to stop"));
      });
    });
  }
}

/** Waits until the shared word is no longer 0. */
export class Gated extends AIAgent<number, number> {
  static readonly module = module;
  protected async think(input: number, { shared }: AgentContext): Promise<number> {
    await Atomics.waitAsync(shared as Int32Array, 0, 0).value;
    return input;
  }
}

/** Computes for a number of milliseconds and blocks the thread. */
export class Busy extends AIAgent<number, number> {
  static readonly module = module;
  protected think(milliseconds: number): number {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
    return milliseconds;
  }
}

export class Fails extends AIAgent<string, never> {
  static readonly module = module;
  protected think(reason: string): never {
    throw new Error(reason);
  }
}
