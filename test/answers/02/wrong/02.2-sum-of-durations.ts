// exercise 02.2 · An honest speedup
// The flattering formula.
// fails: agents that stood aside for each other count for nothing
function honestSpeedup(base: any, run: any) {
  const f = [...base.results, ...run.results].find((r: any) => !r.success);
  if (f) throw new Error(`agent ${f.agentId}`);
  const speedup = run.results.reduce((s: number, r: any) => s + r.duration, 0) / run.totalSeconds;
  return { speedup, efficiency: speedup / run.concurrency };
}
