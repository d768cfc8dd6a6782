import type { Deal } from "../ceiling/bare-messages.ts";
import type { ShiftName } from "./shifts.ts";
import type { AgentPlan } from "./swarm-plan.ts";

/** The CPU seconds of one piece of each kind of work. */
export type PieceSeconds = Readonly<Partial<Record<ShiftName, number>>>;

/** A kind of swarm to measure. */
export interface Workload {
  readonly name: string;
  /** The description for `--help`. */
  readonly summary: string;
  /** The work of the agents in words, for the head of a report. */
  describe(secondsPerAgent: number): string;
  /** The kinds of work whose speed `plan` needs. */
  readonly shifts: readonly ShiftName[];
  /** How the agents are dealt out to bare processes: one by one, or for agents that wait or are tiny, all at once. */
  readonly deal: Deal;
  /** The work of agent `index` (from 0), which takes about `secondsPerAgent`. */
  plan(index: number, secondsPerAgent: number, pieceSeconds: PieceSeconds): AgentPlan;
}
