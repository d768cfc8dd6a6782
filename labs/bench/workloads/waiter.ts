import { setTimeout } from "node:timers/promises";
import { type AgentContext, AIAgent } from "../../agents/index.ts";
import { AnalystShift } from "./shifts.ts";

/** What a waiter does. */
export interface WaiterOrder {
  /** How many times it waits. */
  readonly waits: number;
  /** How long each time, in seconds. */
  readonly seconds: number;
  /** How many pieces of an analyst's work it does after each wait. */
  readonly pieces: number;
}

/**
 * An agent that mostly waits, as one does that asks a model or a database over a network: I/O-bound. A timer stands in for
 * the network, so that every approach waits equally long. With pieces to work on in between it is a hybrid.
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
