// exercise 02.2 · An honest speedup
// Shares among the agents instead of the workers.
// fails: the efficiency is the speedup for each worker
function honestSpeedup(base: any, run: any) {
  const f = [...base.results, ...run.results].find((r: any) => !r.success);
  if (f) throw new Error(`agent ${f.agentId}`);
  const speedup = base.totalSeconds / run.totalSeconds;
  return { speedup, efficiency: speedup / run.results.length };
}
