// exercise 12.5 · Three ways, three sizes
// Its own team only warms up: what is on the clock is a team of plain DataAnalysts.
// fails: what is measured, in each way, is the team that `teamOf` gives
async function benchmark(counts: readonly number[], work: number, rounds: number): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  for (const agents of counts) {
    let base = 0;
    for (const approach of ["sequential", "event-loop", "worker-threads", "child-processes"] as const) {
      const swarm = await openSwarm({ executor: approach, announce: false });
      allSucceeded((await swarm.run(teamOf(agents, work))).results);
      const before = coreTime();
      const times: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const start = performance.now();
        await swarm.run(Array.from({ length: agents }, (_, id) => agent(DataAnalyst, id, Math.ceil(2_000_000 * work))));
        times.push((performance.now() - start) / 1000);
      }
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
