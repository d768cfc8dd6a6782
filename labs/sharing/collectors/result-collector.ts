import type { AgentResult } from "../../agents/index.ts";
import { describeValue } from "../../common/describe-value.ts";
import { SharingError } from "../sharing-error.ts";
import { type Collectable, type Collector, inAgentOrder } from "./collector.ts";

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
    if (typeof result !== "object" || result === null || typeof result.agentId !== "number") {
      throw new SharingError(
        "INVALID_ARGUMENT",
        `add() takes an agent's result with a numeric agentId, but got ${describeValue(result)}.`,
      );
    }
    this.#results.push(result);
  }

  all(): readonly R[] {
    return inAgentOrder(this.#results);
  }

  get count(): number {
    return this.#results.length;
  }
}
