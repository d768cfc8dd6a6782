// exercise 12.5 · Three ways, three sizes
// Nothing is run: the rows are written down.
// fails: each way is really run in its way
// fails: there is an honest row for each way and each number of agents
// fails: more work takes more time, and keeps a core busy
// fails: the CPU of child processes is seen, too
// fails: other numbers of agents and several rounds work, too
async function benchmark(counts: readonly number[], work: number, rounds: number): Promise<BenchmarkRow[]> {
  await new Promise((resolve) => setTimeout(resolve, 60));
  return counts.flatMap((agents) =>
    (["sequential", "event-loop", "worker-threads", "child-processes"] as const).map((approach) => {
      const seconds = Math.min(work, 1) * 1e-4 + (work > 1 ? 0.25 : 0);
      return { approach, agents, times: Array(rounds).fill(seconds), seconds, speedup: 1, cpuPercent: 50, memoryMB: 64 };
    }),
  );
}
