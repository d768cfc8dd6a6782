import { availableParallelism } from "node:os";
import { setTimeout } from "node:timers/promises";
import { BenchError } from "../bench-error.ts";
import type { EventLoopDelay, HostAgent, HostReport } from "./host-messages.ts";
import { type HostCommand, HostProcess } from "./host-process.ts";
import { linuxProbe } from "./linux-probe.ts";
import { portableProbe } from "./portable-probe.ts";
import type { ProcessProbe } from "./process-probe.ts";
import { Sampler, type Samples } from "./sampler.ts";

/** One run to measure: a host's command, and the swarm that the host prepares. */
export interface RunOrder {
  readonly command: HostCommand;
  readonly order: unknown;
  /** The time limit of the run, in seconds. @default 600 */
  readonly timeLimit?: number;
}

export interface MeasureOptions {
  /** Ends the run at once. */
  readonly signal?: AbortSignal;
  /** Measures memory and CPU time. @default /proc on Linux, pidusage elsewhere */
  readonly probe?: ProcessProbe;
}

/** The measurement of one run. Times are in seconds, memory in megabytes of 1,000,000 bytes. */
export interface RunMeasurement {
  /** From the start of the first agent to the end of the last one. */
  readonly seconds: number;
  /** The time of starting the workers, before that. */
  readonly startupSeconds: number;
  /** The CPU time of the process tree while the agents worked. */
  readonly cpuSeconds: number;
  /** That CPU time in percent of all cores; null for a run too short for the system's clock ticks. */
  readonly cpuPercent: number | null;
  /** The highest memory of the process tree above its idle level after the warm-up. */
  readonly peakMemoryMB: number;
  /** `RSS` counts a page that two processes share twice, `PSS` once. */
  readonly memoryKind: "PSS" | "RSS";
  readonly eventLoopDelay: EventLoopDelay | null;
  /** The agents' results, in the order of the agents. */
  readonly agents: readonly HostAgent[];
  /** The sum of all agents' durations. */
  readonly agentSeconds: number;
  readonly succeeded: number;
  readonly failed: number;
  /** The share of the machine that other programs used meanwhile, from 0 to 1. */
  readonly othersShare: number;
  /** The CPU time of measuring as a share of the run's CPU time, from 0 to 1. */
  readonly samplerShare: number;
}

/** The pause between the host's warm-up and its run. The idle level is measured at its end. */
const REST_MS = 60;
/** Linux counts the CPU time of each process in ticks of 10 ms, too coarse for the percentage of a shorter run. */
const SHORTEST_FOR_PERCENT_SECONDS = 0.25;

/**
 * Measures one run of one swarm in a fresh process, which warms up, rests, and then runs. Memory, CPU time and the load
 * of the machine are measured by this process, not by the one that runs the swarm.
 *
 * @throws BenchError `CANNOT_RUN`, `HOST_DIED`, `TIMED_OUT`, `ABORTED`
 */
export async function measureRun(
  { command, order, timeLimit = 600 }: RunOrder,
  { signal, probe = process.platform === "linux" ? linuxProbe : portableProbe }: MeasureOptions = {},
): Promise<RunMeasurement> {
  if (signal?.aborted) throw aborted();
  const host = new HostProcess(command);
  const onAbort = () => void host.end(aborted());
  signal?.addEventListener("abort", onAbort, { once: true });
  const limit = globalThis.setTimeout(() => void host.end(timedOut(command, timeLimit)), timeLimit * 1000);
  let sampler: Sampler | undefined;
  try {
    host.send({ kind: "prepare", order });
    await host.receive("ready");
    await setTimeout(REST_MS);
    sampler = new Sampler(host.pid ?? 0, probe);
    await sampler.start();
    host.send({ kind: "go" });
    await host.receive("began");
    await sampler.begin();
    await host.receive("ended");
    await sampler.end();
    const report = await host.receive("done");
    return measurementOf(report, await sampler.stop());
  } finally {
    clearTimeout(limit);
    sampler?.cancel();
    signal?.removeEventListener("abort", onAbort);
    await host.end();
  }
}

function measurementOf(report: HostReport, samples: Samples): RunMeasurement {
  const { agents } = report;
  const succeeded = agents.filter(({ success }) => success).length;
  const available = samples.seconds * availableParallelism();
  return {
    seconds: report.seconds,
    startupSeconds: report.startupSeconds,
    cpuSeconds: samples.cpuSeconds,
    cpuPercent:
      samples.seconds < SHORTEST_FOR_PERCENT_SECONDS
        ? null
        : Math.min(100, (100 * samples.cpuSeconds) / available),
    peakMemoryMB: samples.peakMB,
    memoryKind: samples.memoryKind,
    eventLoopDelay: report.eventLoopDelay,
    agents,
    agentSeconds: agents.reduce((sum, { duration }) => sum + duration, 0),
    succeeded,
    failed: agents.length - succeeded,
    othersShare: samples.othersCpuSeconds / (samples.seconds * samples.processors),
    samplerShare: samples.samplerCpuSeconds / Math.max(samples.cpuSeconds, samples.seconds / 10),
  };
}

function aborted(): BenchError {
  return new BenchError("ABORTED", "The measurement was stopped.");
}

function timedOut({ title }: HostCommand, timeLimit: number): BenchError {
  return new BenchError("TIMED_OUT", `${title} took longer than ${timeLimit} s and was ended.`);
}
