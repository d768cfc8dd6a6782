// exercise 12.5 · Three ways, three sizes
// Opens one swarm for each way before any clock, with a stopwatch of its own around each run.
async function benchmark(counts: readonly number[], work: number, rounds: number): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  for (const agents of counts) {
    let base = Number.NaN;
    for (const approach of ["sequential", "event-loop", "worker-threads", "child-processes"] as const) {
      const swarm = await openSwarm({ executor: approach, announce: false });
      try {
        allSucceeded((await swarm.run(teamOf(agents, work))).results);
        const times: number[] = [];
        let busy = 0;
        let all = 0;
        let memory = 0;
        for (let round = 0; round < rounds; round += 1) {
          const team = teamOf(agents, work);
          const before = coreTime();
          const start = performance.now();
          const { results } = await swarm.run(team);
          times.push((performance.now() - start) / 1000);
          const after = coreTime();
          allSucceeded(results);
          busy += after.busy - before.busy;
          all += after.all - before.all;
          memory = Math.max(memory, process.memoryUsage.rss());
        }
        const seconds = median(times);
        if (approach === "sequential") base = seconds;
        rows.push({
          approach,
          agents,
          times,
          seconds,
          speedup: approach === "sequential" ? 1 : base / seconds,
          cpuPercent: all > 0 ? Math.min(100, Math.max(0, (100 * busy) / all)) : 0,
          memoryMB: memory / 2 ** 20,
        });
      } finally {
        await swarm.close();
      }
    }
  }
  return rows;
}
