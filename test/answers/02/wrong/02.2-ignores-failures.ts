// exercise 02.2 · An honest speedup
// Compares runs in which agents failed.
// fails: a run with a failed agent is not compared, and the error names the agent
function honestSpeedup(base: any, run: any) {
  const speedup = base.totalSeconds / run.totalSeconds;
  return { speedup, efficiency: speedup / run.concurrency };
}
