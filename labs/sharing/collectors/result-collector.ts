import type { AgentResult } from "../../agents/index.ts";
import { type Collectable, type Collector, checkResult, inAgentOrder } from "./collector.ts";

/**
 * Collects results in the coordinator's thread.
 *
 * It needs no lock. An isolate runs one thread, and one thread runs one piece of JavaScript at a time: no other code runs
 * between the start and the end of `add`. Results of worker threads arrive as messages, one after the other. Memory that
 * two threads write needs a lock: see `LockedCollector`.
 *
 * @example
 * const collector = new ResultCollector();
 * for (const result of run.results) collector.add(result);
 * collector.all().filter((result) => result.success);
 */
export class ResultCollector<R extends Collectable = AgentResult> implements Collector<R> {
  readonly #results: R[] = [];

  /** @throws SharingError `INVALID_ARGUMENT` for a result without a numeric `agentId` */
  add(result: R): void {
    this.#results.push(checkResult(result));
  }

  all(): readonly R[] {
    return inAgentOrder(this.#results);
  }

  get count(): number {
    return this.#results.length;
  }
}
