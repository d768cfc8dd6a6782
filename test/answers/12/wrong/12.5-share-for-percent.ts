// exercise 12.5 · Three ways, three sizes
// The share of the CPU is a fraction here, and no percentage.
// fails: more work takes more time, and keeps a core busy
import { cpus } from "node:os";

async function benchmark(counts: readonly number[], work: number, rounds: number): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  for (const agents of counts) {
    for (const approach of ["sequential", "event-loop", "worker-threads", "child-processes"] as const) {
      const once = () => runMultiAgentSystem({ agents: teamOf(agents, work), executor: approach, announce: false });
      await once();
      const times: number[] = [];
      const used = process.cpuUsage();
      const begun = performance.now();
      while (times.length < rounds) times.push((await once()).totalSeconds);
      const { user, system } = process.cpuUsage(used);
      const share = (user + system) / 1000 / (performance.now() - begun) / cpus().length;
      const sorted = [...times].sort((a, b) => a - b);
      const seconds = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
      const base = rows.find((row) => row.agents === agents)?.seconds ?? seconds;
      const memoryMB = process.memoryUsage().rss / 1e6;
      rows.push({ approach, agents, times, seconds, speedup: base / seconds, cpuPercent: Math.min(1, share), memoryMB });
    }
  }
  return rows;
}
