import { DashboardError } from "../dashboard-error.ts";

/** What a benchmark measured: the JSON that `npm run bench --json` writes. Numbers that were not measured are null. */
export interface BenchReport {
  readonly machine: BenchMachine;
  /** What the agents did, in words. */
  readonly workload: string;
  readonly runs: readonly BenchRun[];
  readonly scaling?: BenchScaling;
  readonly winner: { readonly approach: string; readonly because: readonly string[] } | null;
  /** The benchmark was stopped midway; what is here was measured, but not all that was asked for. */
  readonly partial?: boolean;
  /** What else a reader has to know: an approach that is not available here, a round that was repeated. */
  readonly notes?: readonly string[];
}

export interface BenchMachine {
  readonly cores: number;
  readonly cpu: string;
  /** Version of Node, such as "26.10.0". */
  readonly node: string;
  readonly memoryMB: number;
}

/** One approach with one number of agents, over all rounds. */
export interface BenchRun {
  /** "sequential", "event-loop", "worker-threads", "child-processes", "python3.14t threads", … */
  readonly approach: string;
  readonly agents: number;
  readonly seconds: BenchSeconds;
  /** Percent of all available cores, 0 to 100. */
  readonly cpuPercent: number | null;
  readonly peakMemoryMB: number | null;
  /** Against sequential with as many agents. */
  readonly speedup: number | null;
  readonly succeeded: number;
  readonly failed: number;
}

/** Wall time of a run, in seconds; `low` and `high` are the 95 % interval of the median, null when none is claimed. */
export interface BenchSeconds {
  readonly median: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Rounds measured. */
  readonly n: number;
}

export interface BenchScaling {
  readonly fits?: readonly ScalingFit[];
}

/** What the times at several numbers of agents say about an approach; shares are from 0 to 1. */
export interface ScalingFit {
  readonly approach: string;
  /** Share of the work that cannot run in parallel, by Amdahl's law. */
  readonly serialShare: number | null;
  /** Universal Scalability Law: waiting for one another. */
  readonly contention?: number | null;
  /** Universal Scalability Law: keeping one another informed. */
  readonly coherence?: number | null;
}

/**
 * Checks that a value, say from a JSON file, is a report the dashboard can show.
 *
 * @throws DashboardError `INVALID_ARGUMENT` naming the first field that is not what it has to be, `INVALID_TIME` for a
 *   time that is negative, `NOTHING_TO_SHOW` when nothing was measured.
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
