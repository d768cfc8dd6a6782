// exercise 12.5 · Three ways, three sizes
// fails: there is an honest row for each way and each number of agents
async function benchmark(counts: readonly number[], work: number, rounds: number): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  for (const agents of counts) {
    let base = 0;
    for (const approach of ["sequential", "event-loop", "worker-threads", "child-processes"] as const) {
      const times: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const run = await runMultiAgentSystem({ agents: teamOf(agents, work), executor: approach, announce: false });
        times.push(run.totalSeconds);
      }
      const seconds = times.sort((a, b) => a - b)[times.length >> 1];
      if (approach === "sequential") base = seconds;
      rows.push({ approach, agents, times, seconds, speedup: base / seconds, cpuPercent: 50, memoryMB: process.memoryUsage().rss });
    }
  }
  return rows;
}
