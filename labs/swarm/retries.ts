import { AgentError, type AgentResult } from "../agents/index.ts";
import type { Job, Outcome } from "./executor.ts";
import { failedResult } from "./failed-result.ts";

/** How many workers one agent may end before it is not tried again. */
const WORKERS_PER_AGENT = 3;

/** Counts the failures of each agent and decides whether it is tried again. */
export class Retries {
  readonly #retries: number;
  /** Both are made with the first failure: most runs have none. */
  #failures: Map<Job, number> | undefined;
  #workersLost: Map<Job, number> | undefined;

  constructor(retries: number) {
    this.#retries = retries;
  }

  /** Counts a failure. Returns whether the agent gets another try. */
  mayTryAgain({ job, workerLost }: Outcome): boolean {
    this.#failures ??= new Map();
    const failures = count(this.#failures, job);
    if (workerLost) {
      this.#workersLost ??= new Map();
      count(this.#workersLost, job);
    }
    return failures <= this.#retries && !this.#isGivenUp(job);
  }

  /** The result of an agent that is not tried again. */
  finalResult(job: Job, result: AgentResult): AgentResult {
    if (result.error === null || !this.#isGivenUp(job)) return result;
    const { agentId, agentType, error } = result;
    const message = `has taken down ${WORKERS_PER_AGENT} workers and is given up; the last time it ${error.message}`;
    const final = new AgentError(message, { code: "GIVEN_UP", agentId, agentType, cause: error });
    return failedResult(result, final, result);
  }

  #isGivenUp(job: Job): boolean {
    return (this.#workersLost?.get(job) ?? 0) >= WORKERS_PER_AGENT;
  }
}

function count(counts: Map<Job, number>, job: Job): number {
  const next = (counts.get(job) ?? 0) + 1;
  counts.set(job, next);
  return next;
}
