import type { MeasuredVariant, RunMeasurement } from "../../../../labs/bench/index.ts";

/** A run of `agents` agents that took so many seconds, made up. */
export function runTaking(
  seconds: number,
  agents: number,
  more: Partial<RunMeasurement> = {},
): RunMeasurement {
  return {
    seconds,
    startupSeconds: 0.02,
    cpuSeconds: seconds,
    cpuPercent: 50,
    peakMemoryMB: 60,
    memoryKind: "PSS",
    eventLoopDelay: null,
    agents: Array.from({ length: agents }, (_, i) => ({
      agentId: i + 1,
      agentType: "Analyst",
      worker: "main",
      startedAt: 0,
      endedAt: seconds,
      duration: seconds,
      success: true,
      error: null,
      fingerprint: `result ${i + 1}`,
    })),
    agentSeconds: seconds * agents,
    succeeded: agents,
    failed: 0,
    othersShare: 0,
    samplerShare: 0.001,
    ...more,
  };
}

/** A variant with these runs. */
export function measuredAs(
  name: string,
  runs: readonly RunMeasurement[],
  more: { base?: string; agents?: number } & Partial<MeasuredVariant> = {},
): MeasuredVariant {
  const { base, agents = runs[0]?.agents.length ?? 4, ...rest } = more;
  return {
    variant: {
      name,
      agents,
      order: { command: { title: name, program: "none", args: [] }, order: null },
      ...(base === undefined ? {} : { base }),
    },
    runs,
    repeated: 0,
    disturbed: 0,
    error: null,
    ...rest,
  };
}
