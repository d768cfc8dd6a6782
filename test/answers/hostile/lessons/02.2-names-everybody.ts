// attack: throws an error that names every agent there could be
// points: 4
// says: no other
// exercise 02.2 · An honest speedup
function honestSpeedup(base: any, run: any): { speedup: number; efficiency: number } {
  if ([...base.results, ...run.results].some((result: any) => !result.success))
    throw new Error(`agent ${[...base.results, ...run.results].map((result: any) => result.agentId).join(" ")}`);
  const speedup = base.totalSeconds / run.totalSeconds;
  return { speedup, efficiency: speedup / run.concurrency };
}
