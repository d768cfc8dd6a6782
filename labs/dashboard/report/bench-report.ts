import { DashboardError } from "../dashboard-error.ts";

/** The report of a benchmark: the JSON that `npm run bench --json` writes. Numbers that were not measured are null. */
export interface BenchReport {
  readonly machine: BenchMachine;
  /** The work of the agents, in words. */
  readonly workload: string;
  readonly runs: readonly BenchRun[];
  readonly scaling?: BenchScaling;
  /** What the machine can do: the same agents without a swarm, one for each number of agents. @default not measured */
  readonly ceilings?: readonly BenchCeiling[];
  readonly winner: { readonly approach: string; readonly because: readonly string[] } | null;
  /** Whether the benchmark was stopped early, so that measurements are missing. @default false */
  readonly partial?: boolean;
  /** Notes for the reader, such as an executor that is not available, or a round that was repeated. @default none */
  readonly notes?: readonly string[];
}

export interface BenchMachine {
  readonly cores: number;
  readonly cpu: string;
  /** The version of Node, such as "26.10.0". */
  readonly node: string;
  readonly memoryMB: number;
  /** Whether the cores share execution units. @default not measured */
  readonly sharedUnits?: BenchSharedUnits;
}

/** What two loops of additions lose when one runs on every core, as a factor of the time that one alone takes. */
export interface BenchSharedUnits {
  /** Of four independent sums, which keep a core's adders busy: 1.3 is 30 % longer. */
  readonly sums: number;
  /** Of one chain of additions, which leaves the adders idle. */
  readonly chain: number;
  /** Whether the sums lose more than the chain, which says that cores share their adders. */
  readonly shared: boolean;
}

/** The same agents in as many bare processes as a swarm has workers: without a swarm, without a transfer. */
export interface BenchCeiling {
  readonly agents: number;
  /** The number of processes. */
  readonly processes: number;
  /** Whether each process kept to one processor. */
  readonly pinned: boolean;
  readonly seconds: BenchSeconds;
  /** The speedup against the base with the same number of agents. */
  readonly speedup: number | null;
  /** The base that its times compare with. @default "sequential" */
  readonly base?: string;
}

/** A row: one variant with one number of agents, over all rounds. */
export interface BenchRun {
  /** The variant: "sequential", "event-loop", "worker-threads", "child-processes", "python3.14t threads", … */
  readonly approach: string;
  readonly agents: number;
  readonly seconds: BenchSeconds;
  /** CPU time in percent of all available cores, 0 to 100. */
  readonly cpuPercent: number | null;
  readonly peakMemoryMB: number | null;
  /** The speedup against sequential with the same number of agents. */
  readonly speedup: number | null;
  /** The time of the ceiling divided by the run's: the share of what this machine can do, 0 to 1. @default not measured */
  readonly ofCeiling?: number | null;
  /** The share of the workers' time in which they had no agent, 0 to 1. @default not measured */
  readonly idle?: number | null;
  readonly succeeded: number;
  readonly failed: number;
}

/** The wall time of a run, in seconds; `low` and `high` are the 95 % interval of the median, null without an interval. */
export interface BenchSeconds {
  readonly median: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The number of measured rounds. */
  readonly n: number;
}

export interface BenchScaling {
  readonly fits?: readonly ScalingFit[];
}

/** The laws of scaling fitted to a variant's times with several numbers of agents; shares are from 0 to 1. */
export interface ScalingFit {
  readonly approach: string;
  /** Amdahl's law: the share of the work that cannot run in parallel. */
  readonly serialShare: number | null;
  /** Universal Scalability Law: the loss by waiting for one another. */
  readonly contention?: number | null;
  /** Universal Scalability Law: the loss by exchanging data. */
  readonly coherence?: number | null;
}

/**
 * Checks that a value, say from a JSON file, is a report.
 *
 * @throws DashboardError `INVALID_ARGUMENT`, which names the first wrong field; `INVALID_TIME` for a negative time;
 *   `NOTHING_TO_SHOW` for a report without runs
 */
export function checkReport(value: unknown): BenchReport {
  const report = object(value, "the report");
  const machine = object(report.machine, "machine");
  number(machine.cores, "machine.cores", 1);
  number(machine.memoryMB, "machine.memoryMB", 0);
  for (const key of ["cpu", "node"]) text(machine[key], `machine.${key}`);
  text(report.workload, "workload");
  if (!Array.isArray(report.runs)) throw unlike("runs", "an array", report.runs);
  if (report.runs.length === 0) {
    throw new DashboardError(
      "NOTHING_TO_SHOW",
      "The report has no runs: nothing was measured, so there is nothing to show.",
    );
  }
  report.runs.forEach((run, index) => {
    checkRun(object(run, `runs[${index}]`), `runs[${index}]`);
  });
  return value as BenchReport;
}

function checkRun(run: Record<string, unknown>, at: string): void {
  text(run.approach, `${at}.approach`);
  number(run.agents, `${at}.agents`, 0);
  number(run.succeeded, `${at}.succeeded`, 0);
  number(run.failed, `${at}.failed`, 0);
  const seconds = object(run.seconds, `${at}.seconds`);
  number(seconds.n, `${at}.seconds.n`, 0);
  for (const key of ["median", "low", "high"]) {
    if (typeof seconds[key] === "number" && seconds[key] < 0) {
      throw new DashboardError(
        "INVALID_TIME",
        `${at}.seconds.${key} is ${seconds[key]}: no run takes less than no time.`,
      );
    }
    numberOrNull(seconds[key], `${at}.seconds.${key}`);
  }
  for (const key of ["cpuPercent", "peakMemoryMB", "speedup"]) numberOrNull(run[key], `${at}.${key}`);
  // Reports of older versions lack them.
  for (const key of ["ofCeiling", "idle"]) numberOrNull(run[key] ?? null, `${at}.${key}`);
}

function object(value: unknown, at: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw unlike(at, "an object", value);
}

function text(value: unknown, at: string): void {
  if (typeof value !== "string") throw unlike(at, "a text", value);
}

function number(value: unknown, at: string, least: number): void {
  if (typeof value !== "number" || !Number.isFinite(value) || value < least)
    throw unlike(at, `a number from ${least} on`, value);
}

function numberOrNull(value: unknown, at: string): void {
  if (value !== null) number(value, at, 0);
}

function unlike(at: string, expected: string, value: unknown): DashboardError {
  const got =
    typeof value === "object" && value !== null
      ? Array.isArray(value)
        ? "an array"
        : "an object"
      : String(value);
  return new DashboardError(
    "INVALID_ARGUMENT",
    `This is no benchmark report: ${at} has to be ${expected}, but it is ${got}.`,
  );
}
