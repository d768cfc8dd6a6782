// exercise 12.5 · Three ways, three sizes
// The first round warms up, and is among the times all the same.
// fails: there is an honest row for each way and each number of agents
async function benchmark(counts: readonly number[], work: number, rounds: number): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  for (const agents of counts) {
    for (const approach of ["sequential", "event-loop", "worker-threads", "child-processes"] as const) {
      const once = () => runMultiAgentSystem({ agents: teamOf(agents, work), executor: approach, announce: false });
      const times: number[] = [];
      for (let round = 0; round <= rounds; round += 1) times.push((await once()).totalSeconds);
      const sorted = [...times].sort((a, b) => a - b);
      const seconds = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
      const base = rows.find((row) => row.agents === agents)?.seconds ?? seconds;
      const memoryMB = process.memoryUsage().rss / 1e6;
      rows.push({ approach, agents, times, seconds, speedup: base / seconds, cpuPercent: 50, memoryMB });
    }
  }
  return rows;
}
