import type { BenchReport, BenchRun } from "../../../labs/dashboard/index.ts";

/** A run of `agents` agents that took `median` seconds; its interval is 2 % to each side by default. */
export function run(
  approach: string,
  median: number | null,
  more: Partial<BenchRun> & { n?: number; spread?: number | null } = {},
): BenchRun {
  const { n = 8, spread = 0.02, ...fields } = more;
  const agents = fields.agents ?? 8;
  const interval =
    median === null || spread === null
      ? { low: null, high: null }
      : { low: median * (1 - spread), high: median * (1 + spread) };
  return {
    approach,
    agents,
    seconds: { median, ...interval, n },
    cpuPercent: 50,
    peakMemoryMB: 60,
    speedup: median === null ? null : 4 / median,
    succeeded: agents,
    failed: 0,
    ...fields,
  };
}

export function reportOf(runs: readonly BenchRun[], more: Partial<BenchReport> = {}): BenchReport {
  return {
    machine: { cores: 2, cpu: "Example CPU", node: "26.10.0", memoryMB: 8192 },
    workload: "Mixed agents of 0.5 s each",
    runs,
    winner: null,
    ...more,
  };
}

/** Four executors on two cores: threads win clearly. */
export const clearRuns = [
  run("sequential", 4, { cpuPercent: 49.6, peakMemoryMB: 62 }),
  run("event-loop", 4.02, { cpuPercent: 49.8, peakMemoryMB: 64.8 }),
  run("worker-threads", 2.08, { cpuPercent: 97.2, peakMemoryMB: 88.4 }),
  run("child-processes", 2.4, { cpuPercent: 95.1, peakMemoryMB: 141.7 }),
];
export const clear = reportOf(clearRuns);

/** The same at 2, 4 and 8 agents. */
export const scaled = reportOf(
  [2, 4, 8].flatMap((agents) =>
    clearRuns.map((each) =>
      run(each.approach, ((each.seconds.median ?? 0) * agents) / 8, {
        agents,
        speedup: each.speedup,
        cpuPercent: each.cpuPercent,
        peakMemoryMB: each.peakMemoryMB,
      }),
    ),
  ),
);
