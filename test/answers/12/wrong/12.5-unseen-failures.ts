// exercise 12.5 · Three ways, three sizes
// Whether the agents of a run succeeded is not looked at, so a run in which one failed has a time.
// fails: a run in which an agent failed gives no time, in whichever way
async function benchmark(counts: readonly number[], work: number, rounds: number): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  for (const agents of counts) {
    let base = 0;
    for (const approach of ["sequential", "event-loop", "worker-threads", "child-processes"] as const) {
      const swarm = await openSwarm({ executor: approach, announce: false });
      await swarm.run(teamOf(agents, work));
      const before = coreTime();
      const times: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const start = performance.now();
        await swarm.run(teamOf(agents, work));
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
