// exercise 02.2 · An honest speedup
// Time ÷ base time.
// fails: eight seconds against two is four times as fast
function honestSpeedup(base: any, run: any) {
  const f = [...base.results, ...run.results].find((r: any) => !r.success);
  if (f) throw new Error(`agent ${f.agentId}`);
  const speedup = run.totalSeconds / base.totalSeconds;
  return { speedup, efficiency: speedup / run.concurrency };
}
