import { inspect } from "node:util";
import type { BenchProgressLike } from "../../dashboard/index.ts";
import { executorNames, localExecutorNames } from "../../swarm/index.ts";
import { BenchError } from "../bench-error.ts";
import type { WorkerState } from "../measure/host-messages.ts";
import type { Workload } from "../workloads/workload.ts";
import { findWorkload } from "../workloads/workloads.ts";

/** The options of a benchmark. The defaults suit a notebook. */
export interface BenchOptions {
  /** The numbers of agents to measure with. @minimum 1 @default [8] */
  readonly agents?: number | readonly number[];
  /** The executors to measure. @default all of them */
  readonly approaches?: readonly string[];
  /** The work of the agents: "mixed", "analyst", "trainer", "validator", "code", "io", "hybrid" or "tiny". @default "mixed" */
  readonly workload?: string;
  /**
   * How often each variant is measured. An interval needs six rounds or more. @minimum 1 @default 6; with `budgetSeconds`,
   * as often as it takes to decide
   */
  readonly rounds?: number;
  /**
   * The time to decide in, in seconds, above 0. Without `rounds`, variants are measured until they are decided or this time
   * is spent (see `measureUntilDecided`). @default none: a fixed number of rounds
   */
  readonly budgetSeconds?: number;
  /**
   * Whether the workers have done such work before ("warm"), so that its code is compiled, or are new ("cold"). The base of
   * a row is as warm or as cold as the row. @default ["warm"]
   */
  readonly workers?: readonly WorkerState[];
  /** Whether to measure what this machine can do, and compare every row with it. @default false */
  readonly ceiling?: boolean;
  /** The approximate time of an agent's work, in seconds, above 0 and up to 60. @default 0.15 */
  readonly secondsPerAgent?: number;
  /** `"auto"` also measures the Pythons on PATH. @default "off" */
  readonly python?: "auto" | "off";
  /** The number of workers. @minimum 1 @default the number of cores; on the event loop, the number of agents */
  readonly concurrency?: number;
  /** Measures only the first Python found, and only with the largest number of agents. @default false */
  readonly quick?: boolean;
  /** Seconds after which disturbed runs are no longer repeated. @default no limit */
  readonly secondsForRepeats?: number;
  /** Called after the options have been checked, before the first measurement. */
  readonly onStart?: () => void;
  /** Called after each run. */
  readonly onProgress?: (event: BenchProgressLike) => void;
  /** Ends the benchmark. Its result contains what has been measured, and is marked as partial. */
  readonly signal?: AbortSignal;
}

/** The checked options, with all defaults filled in. */
export interface BenchSettings
  extends Omit<BenchOptions, "agents" | "workload" | "approaches" | "budgetSeconds"> {
  readonly workers: readonly WorkerState[];
  readonly ceiling: boolean;
  readonly agents: readonly number[];
  readonly approaches: readonly string[];
  /** Requested executors that this build lacks. They are left out, and the report says so. */
  readonly unavailable: readonly string[];
  readonly workload: Workload;
  /** The number of rounds, with a time budget the least for an interval. */
  readonly rounds: number;
  /** The time to decide in; undefined for a fixed number of rounds. */
  readonly budgetSeconds: number | undefined;
  readonly secondsPerAgent: number;
  readonly python: "auto" | "off";
}

/** The executors of the course. A build may lack some of them. */
const COURSE_EXECUTORS = ["sequential", "event-loop", "worker-threads", "child-processes"];

const STATES: readonly WorkerState[] = ["warm", "cold"];

/** @throws BenchError `INVALID_ARGUMENT`, which names the option, what it must be and what it is */
export function readBenchOptions(options: BenchOptions = {}): BenchSettings {
  const { agents = [8], rounds = 6, secondsPerAgent = 0.15, python = "off", concurrency } = options;
  const available = executorNames();
  const known = [...new Set([...COURSE_EXECUTORS, ...available])];
  const approaches = options.approaches ?? localExecutorNames();
  if (approaches.length === 0) throw invalid("approaches", "at least one approach", approaches);
  for (const executor of approaches) {
    if (!known.includes(executor))
      throw invalid("approaches", `made of ${known.map((name) => `"${name}"`).join(", ")}`, executor);
  }
  const counts = typeof agents === "number" ? [agents] : agents;
  if (!Array.isArray(counts) || counts.length === 0)
    throw invalid("agents", "a list of whole numbers", agents);
  if (typeof secondsPerAgent !== "number" || !(secondsPerAgent > 0 && secondsPerAgent <= 60))
    throw invalid("secondsPerAgent", "a number above 0 and up to 60", secondsPerAgent);
  if (python !== "auto" && python !== "off") throw invalid("python", '"auto" or "off"', python);
  if (concurrency !== undefined) whole("concurrency", concurrency);
  const { budgetSeconds, workers = ["warm"] } = options;
  if (budgetSeconds !== undefined && !(budgetSeconds > 0))
    throw invalid("budgetSeconds", "a number above 0", budgetSeconds);
  if (!Array.isArray(workers) || workers.length === 0 || workers.some((each) => !STATES.includes(each)))
    throw invalid("workers", 'a list of "warm" and "cold"', workers);
  return {
    ...options,
    agents: [...new Set(counts.map((count) => whole("agents", count)))].sort((a, b) => a - b),
    approaches: [...new Set(approaches)].filter((executor) => available.includes(executor)),
    unavailable: approaches.filter((executor) => !available.includes(executor)),
    workload: findWorkload(options.workload ?? "mixed"),
    rounds: whole("rounds", rounds),
    budgetSeconds: options.rounds === undefined ? budgetSeconds : undefined,
    workers: STATES.filter((each) => workers.includes(each)),
    ceiling: options.ceiling ?? false,
    secondsPerAgent,
    python,
  };
}

function whole(option: string, value: unknown): number {
  if (Number.isSafeInteger(value) && (value as number) >= 1) return value as number;
  throw invalid(option, "a whole number of at least 1", value);
}

function invalid(option: string, allowed: string, value: unknown): BenchError {
  return new BenchError("INVALID_ARGUMENT", `${option} must be ${allowed}, but got ${inspect(value)}.`);
}
