// exercise 12.5 · Three ways, three sizes
// No stopwatch: the run says how long it took. Round by round, all ways in turn.
async function benchmark(counts: readonly number[], work: number, rounds: number): Promise<BenchmarkRow[]> {
  const ways = ["sequential", "event-loop", "worker-threads", "child-processes"] as const;
  type Way = (typeof ways)[number];
  const swarms = new Map<Way, Awaited<ReturnType<typeof openSwarm>>>();
  try {
    for (const way of ways) swarms.set(way, await openSwarm({ executor: way, announce: false }));
    const rows: BenchmarkRow[] = [];
    for (const agents of counts) {
      const seen = new Map(ways.map((way) => [way, { times: [] as number[], busy: 0, all: 0, peak: 0 }]));
      for (let round = -1; round < rounds; round += 1) {
        for (const way of ways) {
          const before = coreTime();
          const run = await swarms.get(way)!.run(teamOf(agents, work));
          const after = coreTime();
          allSucceeded(run.results);
          if (round < 0) continue; // the warm-up
          const record = seen.get(way)!;
          record.times.push(run.totalSeconds);
          record.busy += after.busy - before.busy;
          record.all += after.all - before.all;
          record.peak = process.resourceUsage().maxRSS / 1024;
        }
      }
      const base = median(seen.get("sequential")!.times);
      for (const [approach, { times, busy, all, peak }] of seen) {
        const seconds = median(times);
        const speedup = base / seconds;
        const cpuPercent = all === 0 ? 0 : (busy / all) * 100;
        rows.push({ approach, agents, times, seconds, speedup, cpuPercent, memoryMB: peak });
      }
    }
    return rows;
  } finally {
    for (const swarm of swarms.values()) await swarm.close();
  }
}
