import { type AgentContext, AIAgent } from "../../agents/index.ts";
import { SHIFTS, type ShiftName } from "./shifts.ts";

/**
 * Processor time of a warm-up, for all kinds of work together. Most of what the engine gains by compiling, it has gained by
 * then: a first analyst loses 20 ms in all, a first trainer or validator 15.
 */
const WARM_UP_SECONDS = 0.2;
/** The pieces of work between two looks at the clock. */
const PIECES = 10;

/** An agent that does some of every kind of work, so that the worker which runs it has compiled all of them. */
export class WarmUp extends AIAgent<readonly ShiftName[], null> {
  static readonly module: string = import.meta.url;

  protected async think(shifts: readonly ShiftName[], context: AgentContext): Promise<null> {
    for (const name of shifts) {
      const shift = new SHIFTS[name](this.agentId);
      const end = cpuSeconds() + WARM_UP_SECONDS / shifts.length;
      do {
        const { error } = await shift.reason(PIECES, context);
        if (error) throw error;
      } while (cpuSeconds() < end);
    }
    return null;
  }
}

function cpuSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}
