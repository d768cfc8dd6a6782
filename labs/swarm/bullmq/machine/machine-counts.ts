/** What a machine has done so far. */
export interface MachineCounts {
  readonly done: number;
  readonly failed: number;
  /** Of those done and failed, agents that had been begun before, on a machine that was lost. */
  readonly twice: number;
  readonly refused: number;
  readonly givenBack: number;
  readonly busy: number;
  /** How long slots were busy, in seconds: the sum over all of them. */
  readonly busySeconds: number;
}
