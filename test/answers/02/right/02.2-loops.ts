// exercise 02.2 · An honest speedup
// Loops, and throws a text.
function honestSpeedup(base: any, run: any) {
  for (const r of [base, run]) for (const x of r.results) if (!x.success) throw `agent ${x.agentId} failed`;
  return {
    speedup: base.totalSeconds / run.totalSeconds,
    efficiency: base.totalSeconds / (run.totalSeconds * run.concurrency),
  };
}
