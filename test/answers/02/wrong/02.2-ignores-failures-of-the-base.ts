// exercise 02.2 · An honest speedup
// Looks at one of the two runs.
// fails: a failed agent in the base counts as well
function honestSpeedup(base: any, run: any) {
  const f = run.results.find((r: any) => !r.success);
  if (f) throw new Error(`agent ${f.agentId}`);
  const speedup = base.totalSeconds / run.totalSeconds;
  return { speedup, efficiency: speedup / run.concurrency };
}
