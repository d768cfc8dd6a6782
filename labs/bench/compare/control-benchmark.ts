import { measureRun } from "../measure/measure-run.ts";
import { calibrate } from "../workloads/calibrate.ts";
import { findWorkload } from "../workloads/workloads.ts";
import {
  controlUntilDecided,
  type SequentialControlOptions,
  type SequentialControlReport,
} from "./control.ts";
import { nodeVariant, swarmOf } from "./node-variant.ts";

export interface ControlBenchmarkOptions
  extends Pick<SequentialControlOptions, "comparisons" | "onComparison"> {
  /** The work of the agents. @default "mixed" */
  readonly workload?: string | undefined;
  /** The number of agents. @minimum 1 @default 8 */
  readonly agents?: number;
  /** The approximate time of an agent's work, in seconds. @default 0.05 */
  readonly secondsPerAgent?: number;
  /** Ends the control. Its report has the comparisons so far. */
  readonly signal?: AbortSignal;
}

/**
 * The A/A control with real measurements: it compares worker threads with themselves, by the rules of a benchmark with a
 * time budget. A comparison takes 20 to 45 s on two cores, so that 100 take most of an hour.
 *
 * @throws BenchError `INVALID_ARGUMENT`; `CANNOT_RUN` when a run fails
 */
export async function controlBenchmark(
  options: ControlBenchmarkOptions = {},
): Promise<SequentialControlReport> {
  const { workload: name = "mixed", agents = 8, secondsPerAgent = 0.05, signal, ...control } = options;
  const workload = findWorkload(name);
  const swarm = swarmOf(workload, agents, secondsPerAgent, await calibrate(workload.shifts, signal));
  const { order } = nodeVariant({ executor: "worker-threads", workers: "warm", swarm });
  return controlUntilDecided({ ...control, measure: () => measureRun(order, signal ? { signal } : {}) });
}
