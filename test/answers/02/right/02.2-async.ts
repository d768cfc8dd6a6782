// exercise 02.2 · An honest speedup
// Asynchronous, and names all failed agents.
async function honestSpeedup(base: any, run: any) {
  const bad = base.results
    .concat(run.results)
    .filter((r: any) => !r.success)
    .map((r: any) => r.agentId);
  if (bad.length) throw new RangeError(`failed: ${bad.join(", ")}`);
  const speedup = 1 / (run.totalSeconds / base.totalSeconds);
  return { efficiency: speedup / run.concurrency, speedup };
}
