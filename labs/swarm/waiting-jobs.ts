import type { AgentTask } from "../agents/index.ts";
import type { Job } from "./executor.ts";
import type { SwarmSettings } from "./settings.ts";

/** The jobs that nobody runs yet, in the order in which they get a worker. */
export class WaitingJobs {
  readonly #order: Job[];
  readonly #chunk: number;
  /** Jobs before this one are gone. Counting up is cheaper than shifting an array. */
  #next = 0;
  /** Jobs that come a second time. They come alone: one of them may be the one that takes its worker down. */
  readonly #again: Job[] = [];

  constructor(agents: readonly AgentTask[], settings: Pick<SwarmSettings, "schedule" | "chunk">) {
    this.#order = [...agents.keys()];
    this.#chunk = settings.chunk;
    if (settings.schedule === "longest-first") {
      const costs = agents.map(costOf);
      this.#order.sort((a, b) => (costs[b] as number) - (costs[a] as number));
    }
  }

  /** The next jobs for one worker; empty when there are none. */
  take(): readonly Job[] {
    if (this.#next < this.#order.length) {
      const jobs = this.#order.slice(this.#next, this.#next + this.#chunk);
      this.#next += jobs.length;
      return jobs;
    }
    const job = this.#again.shift();
    return job === undefined ? [] : [job];
  }

  /** All jobs at once, for workers that take them by themselves. */
  takeAll(): readonly Job[] {
    const jobs = this.#order.slice(this.#next);
    this.#next = this.#order.length;
    return jobs;
  }

  putBack(job: Job): void {
    this.#again.push(job);
  }

  clear(): void {
    this.#next = this.#order.length;
    this.#again.length = 0;
  }
}

function costOf({ cost, input }: AgentTask): number {
  return cost ?? (typeof input === "number" ? input : 0);
}
