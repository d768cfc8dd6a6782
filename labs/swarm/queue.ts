import type { AgentTask } from "../agents/index.ts";
import type { Job } from "./executor.ts";
import type { SwarmSettings } from "./settings.ts";

/** The jobs that wait for a worker, in the order in which they get one. */
export class JobQueue {
  readonly #order: Job[];
  readonly #chunk: number;
  /** The index of the next job. Counting up costs less than `shift()` on a long array. */
  #next = 0;
  /** Jobs that are tried again. Each is sent alone, because one of them may be the one that ended its worker. */
  readonly #again: Job[] = [];

  constructor(agents: readonly AgentTask[], settings: Pick<SwarmSettings, "schedule" | "chunk">) {
    this.#order = [...agents.keys()];
    this.#chunk = settings.chunk;
    if (settings.schedule === "longest-first") {
      const costs = agents.map(costOf);
      this.#order.sort((a, b) => (costs[b] as number) - (costs[a] as number));
    }
  }

  /** How many messages of work wait. */
  get messages(): number {
    return Math.ceil((this.#order.length - this.#next) / this.#chunk) + this.#again.length;
  }

  /** The next jobs for one worker; empty when no job waits. */
  take(): readonly Job[] {
    if (this.#next < this.#order.length) {
      const jobs = this.#order.slice(this.#next, this.#next + this.#chunk);
      this.#next += jobs.length;
      return jobs;
    }
    const job = this.#again.shift();
    return job === undefined ? [] : [job];
  }

  /** All jobs at once, for workers that steal. */
  takeAll(): readonly Job[] {
    const jobs = this.#order.slice(this.#next);
    this.#next = this.#order.length;
    return jobs;
  }

  requeue(job: Job): void {
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
