// exercise 02.2 · An honest speedup
// Looks whether there is an id, and 0 is falsy: a failure of agent 0 goes unseen.
// fails: agent 0 counts like any other
function honestSpeedup(base: TimedRun, run: TimedRun): { speedup: number; efficiency: number } {
  const failedId = [...base.results, ...run.results].find((r) => !r.success)?.agentId;
  if (failedId) throw new Error(`agent ${failedId} failed`);
  const speedup = base.totalSeconds / run.totalSeconds;
  return { speedup, efficiency: speedup / run.concurrency };
}

interface TimedRun {
  readonly totalSeconds: number;
  readonly concurrency: number;
  readonly results: readonly {
    readonly agentId: number;
    readonly success: boolean;
    readonly duration: number;
  }[];
}
