import { channel } from "node:diagnostics_channel";

/** What a listener on the diagnostics channel `swarmlab:stage` gets. */
export interface StageTime {
  readonly stage: Stage;
  readonly milliseconds: number;
}

/** A stage of grading a notebook, in which its lane waits. `run` holds `start`, `load` and `check`. */
export type Stage = "notebook" | "assemble" | "compile" | "run" | "start" | "load" | "check";

const stages = channel("swarmlab:stage");

/** Does a stage's work. Where the channel has a listener, as `npm run bench:grading` does, the stage's time is published. */
export async function timedStage<Result>(stage: Stage, work: () => Promise<Result>): Promise<Result> {
  if (!stages.hasSubscribers) return work();
  const start = performance.now();
  try {
    return await work();
  } finally {
    stages.publish({ stage, milliseconds: performance.now() - start } satisfies StageTime);
  }
}
