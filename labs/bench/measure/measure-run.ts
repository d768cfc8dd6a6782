import { availableParallelism } from "node:os";
import { setTimeout } from "node:timers/promises";
import { BenchError } from "../bench-error.ts";
import type { EventLoopDelay, HostAgent, HostReport } from "./host-messages.ts";
import { type HostCommand, HostProcess } from "./host-process.ts";
import { linuxProbe } from "./linux-probe.ts";
import { portableProbe } from "./portable-probe.ts";
import type { ProcessProbe } from "./process-probe.ts";
import { Sampler, type Samples } from "./sampler.ts";

/** One run to be measured: which program, and what it is told to prepare. */
export interface RunOrder {
  readonly command: HostCommand;
  readonly order: unknown;
  /** Seconds after which the run counts as hanging. @default 600 */
  readonly timeLimit?: number;
}

export interface MeasureOptions {
  /** Ends the run at once. */
  readonly signal?: AbortSignal;
  /** @default /proc on Linux, pidusage elsewhere */
  readonly probe?: ProcessProbe;
}

/** One run of one swarm, measured. Seconds, and megabytes of 1,000,000 bytes. */
export interface RunMeasurement {
  /** From the first agent's turn to the last one's end. */
  readonly seconds: number;
  /** What it took to start the workers, before that. */
  readonly startupSeconds: number;
  /** CPU time of the whole tree of processes while the agents worked. */
  readonly cpuSeconds: number;
  /** The same in percent of all cores; null for a run too short for the system's clock ticks. */
  readonly cpuPercent: number | null;
  /** Highest memory of the whole tree, less what it had at rest, warmed up. */
  readonly peakMemoryMB: number;
  /** `RSS` counts a page that two processes share twice. */
  readonly memoryKind: "PSS" | "RSS";
  readonly eventLoopDelay: EventLoopDelay | null;
  /** One for each agent, in their order. */
  readonly agents: readonly HostAgent[];
  /** Sum of all agents' own times. */
  readonly agentSeconds: number;
  readonly succeeded: number;
  readonly failed: number;
  /** What all other programs used of the machine meanwhile, from 0 to 1. */
  readonly othersShare: number;
  /** CPU time of the measuring itself against that of the run, from 0 to 1. */
  readonly samplerShare: number;
}

/** How long the host rests between warming up and running: its idle level is taken at the end of it. */
const REST_MS = 60;
/** Linux counts CPU time in ticks of 10 ms, each process for itself; below this a percentage would be a guess. */
const SHORTEST_FOR_PERCENT = 0.25;

/**
 * Measures one run of one swarm in a fresh process, which warms up, rests, and then runs. Everything that can be seen
 * from outside is measured from outside, by another process than the one that works.
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
  const limit = globalThis.setTimeout(() => void host.end(hanging(command, timeLimit)), timeLimit * 1000);
  let sampler: Sampler | undefined;
  try {
    host.tell({ kind: "prepare", order });
    await host.hear("ready");
    await setTimeout(REST_MS);
    sampler = new Sampler(host.pid ?? 0, probe);
    await sampler.start();
    host.tell({ kind: "go" });
    await host.hear("began");
    await sampler.begin();
    await host.hear("ended");
    await sampler.end();
    const report = await host.hear("done");
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
      samples.seconds < SHORTEST_FOR_PERCENT ? null : Math.min(100, (100 * samples.cpuSeconds) / available),
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

function hanging({ title }: HostCommand, timeLimit: number): BenchError {
  return new BenchError("TIMED_OUT", `${title} took longer than ${timeLimit} s and was ended.`);
}
