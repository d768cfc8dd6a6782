// exercise 02.2 · An honest speedup
// Never admits a slowdown.
// fails: a run that is slower than the base gets less than 1
function honestSpeedup(base: any, run: any) {
  const f = [...base.results, ...run.results].find((r: any) => !r.success);
  if (f) throw new Error(`agent ${f.agentId}`);
  const speedup = Math.max(1, base.totalSeconds / run.totalSeconds);
  return { speedup, efficiency: speedup / run.concurrency };
}
