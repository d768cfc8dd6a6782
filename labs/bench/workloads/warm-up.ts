import { type AgentContext, AIAgent } from "../../agents/index.ts";
import { SHIFTS, type ShiftName } from "./shifts.ts";

/** Repetitions after which the engine has compiled a piece of work. */
const WARM_UP_TIMES = 30;

/** An agent that does some of every kind of work, so that the worker which runs it has compiled all of them. */
export class WarmUp extends AIAgent<readonly ShiftName[], null> {
  static readonly module: string = import.meta.url;

  protected async think(shifts: readonly ShiftName[], context: AgentContext): Promise<null> {
    for (const shift of shifts) {
      const { error } = await new SHIFTS[shift](this.agentId).reason(WARM_UP_TIMES, context);
      if (error) throw error;
    }
    return null;
  }
}
