// exercise 02.2 · An honest speedup
// Does not say who failed.
// fails: a run with a failed agent is not compared, and the error names the agent
function honestSpeedup(base: any, run: any) {
  if ([...base.results, ...run.results].some((r: any) => !r.success)) throw new Error(`an agent failed`);
  const speedup = base.totalSeconds / run.totalSeconds;
  return { speedup, efficiency: speedup / run.concurrency };
}
