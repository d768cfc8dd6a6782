import type { AgentResult, AgentTask } from "../agents/index.ts";
import { runMultiAgentSystem } from "../swarm/index.ts";

/**
 * One agent on a worker thread of its own: a swarm of one. It is stopped in two phases, as every swarm is: it is asked,
 * and after the grace its thread is ended, with all threads that it has started.
 */
export class AgentThread {
  readonly #abort = new AbortController();
  /** How the agent ended. */
  readonly ended: Promise<AgentResult | undefined>;

  /** @param grace seconds between asking the agent to stop and ending its thread */
  constructor(task: AgentTask, grace: number) {
    this.ended = runMultiAgentSystem({
      agents: [task],
      concurrency: 1,
      grace,
      signal: this.#abort.signal,
      announce: false,
    }).then(({ results }) => results[0]);
  }

  stop(): Promise<AgentResult | undefined> {
    this.#abort.abort();
    return this.ended;
  }
}
