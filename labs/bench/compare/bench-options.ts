import { inspect } from "node:util";
import type { BenchProgressLike } from "../../dashboard/index.ts";
import { executorNames } from "../../swarm/index.ts";
import { BenchError } from "../bench-error.ts";
import type { Workload } from "../workloads/workload.ts";
import { findWorkload } from "../workloads/workloads.ts";

/** What to measure. Everything has a default that suits a notebook. */
export interface BenchOptions {
  /** Numbers of agents to measure with. @default [8] */
  readonly agents?: number | readonly number[];
  /** @default every approach there is */
  readonly approaches?: readonly string[];
  /** "mixed", "code", "io", "hybrid" or "tiny". @default "mixed" */
  readonly workload?: string;
  /** How often each approach is measured; an interval is claimed from six on. @default 6 */
  readonly rounds?: number;
  /** How long an agent works, about. @default 0.15 */
  readonly secondsPerAgent?: number;
  /** "auto" also measures the Pythons found on PATH, "off" none. @default "off" */
  readonly python?: "auto" | "off";
  /** Workers at the same time. @default the number of cores; on the event loop, all agents */
  readonly concurrency?: number;
  /** Pythons are tried with the most agents only, and only the first one found. @default false */
  readonly quick?: boolean;
  /** No repetitions of disturbed runs are begun after so many seconds. @default none */
  readonly secondsForRepeats?: number;
  /** Told once the options are checked, before anything is measured. */
  readonly onStart?: () => void;
  /** Told after each run. */
  readonly onProgress?: (event: BenchProgressLike) => void;
  /** Ends the benchmark; what is measured by then is returned, marked as partial. */
  readonly signal?: AbortSignal;
}

/** Options once they are checked and every default is filled in. */
export interface BenchSettings extends Omit<BenchOptions, "agents" | "workload" | "approaches"> {
  readonly agents: readonly number[];
  readonly approaches: readonly string[];
  /** Asked for, but not here: they are left out, and the report says so. */
  readonly unavailable: readonly string[];
  readonly workload: Workload;
  readonly rounds: number;
  readonly secondsPerAgent: number;
  readonly python: "auto" | "off";
}

/** All approaches of the course; a build may lack one. */
const APPROACHES = ["sequential", "event-loop", "worker-threads", "child-processes"];

/** @throws BenchError `INVALID_ARGUMENT` naming the option, what it must be and what it is */
export function readBenchOptions(options: BenchOptions = {}): BenchSettings {
  const { agents = [8], rounds = 6, secondsPerAgent = 0.15, python = "off", concurrency } = options;
  const here = executorNames();
  const known = [...new Set([...APPROACHES, ...here])];
  const approaches = options.approaches ?? here;
  if (approaches.length === 0) throw invalid("approaches", "at least one approach", approaches);
  for (const approach of approaches) {
    if (!known.includes(approach))
      throw invalid("approaches", `made of ${known.map((name) => `"${name}"`).join(", ")}`, approach);
  }
  const counts = typeof agents === "number" ? [agents] : agents;
  if (!Array.isArray(counts) || counts.length === 0)
    throw invalid("agents", "a list of whole numbers", agents);
  if (typeof secondsPerAgent !== "number" || !(secondsPerAgent > 0 && secondsPerAgent <= 60))
    throw invalid("secondsPerAgent", "a number above 0 and up to 60", secondsPerAgent);
  if (python !== "auto" && python !== "off") throw invalid("python", '"auto" or "off"', python);
  if (concurrency !== undefined) whole("concurrency", concurrency);
  return {
    ...options,
    agents: [...new Set(counts.map((count) => whole("agents", count)))].sort((a, b) => a - b),
    approaches: [...new Set(approaches)].filter((approach) => here.includes(approach)),
    unavailable: approaches.filter((approach) => !here.includes(approach)),
    workload: findWorkload(options.workload ?? "mixed"),
    rounds: whole("rounds", rounds),
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
