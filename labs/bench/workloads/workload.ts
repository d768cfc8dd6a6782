import type { ShiftName } from "./shifts.ts";
import type { AgentPlan } from "./swarm-plan.ts";

/** How long one piece of each kind of work takes, in seconds of one core. */
export type PieceSeconds = Readonly<Partial<Record<ShiftName, number>>>;

/** A kind of swarm to measure. */
export interface Workload {
  readonly name: string;
  /** What it is, for `--help`. */
  readonly summary: string;
  /** What its agents do, in words, for the head of a report. */
  describe(secondsPerAgent: number): string;
  /** The kinds of work whose speed must be known to plan it. */
  readonly shifts: readonly ShiftName[];
  /** What agent `index` (from 0) does, so that it takes about `secondsPerAgent`. */
  plan(index: number, secondsPerAgent: number, pieceSeconds: PieceSeconds): AgentPlan;
}
