import { setTimeout } from "node:timers/promises";
import { type AgentContext, AIAgent } from "../../agents/index.ts";
import { AnalystShift } from "./shifts.ts";

/** The input of a Waiter. */
export interface WaiterOrder {
  /** The number of waits. */
  readonly waits: number;
  /** The time of each wait, in seconds. */
  readonly seconds: number;
  /** The number of pieces of an analyst's work after each wait. */
  readonly pieces: number;
}

/**
 * An I/O-bound agent: it mostly waits, as an agent does that queries a model or a database over a network. A timer replaces
 * the network, so that the waits are equal with every executor. With pieces of work in between it is a hybrid.
 */
export class Waiter extends AIAgent<WaiterOrder, number> {
  static readonly module: string = import.meta.url;

  protected async think({ waits, seconds, pieces }: WaiterOrder, context: AgentContext): Promise<number> {
    const analyst = new AnalystShift(this.agentId);
    for (let i = 0; i < waits; i++) {
      await setTimeout(seconds * 1000, undefined, { signal: context.signal });
      if (pieces > 0) await analyst.reason(pieces, context);
    }
    return waits * pieces;
  }
}
