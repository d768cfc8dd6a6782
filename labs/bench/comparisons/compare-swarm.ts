import type { AgentTask } from "../../agents/index.ts";
import { count } from "../../common/format-numbers.ts";
import { BenchError } from "../bench-error.ts";
import { type BenchOptions, readBenchOptions } from "../compare/bench-options.ts";
import { BenchResult } from "../compare/bench-result.ts";
import { checkMemory } from "../compare/check-memory.ts";
import { measureVariants } from "../compare/measure-variants.ts";
import { nodeVariant } from "../compare/node-variant.ts";
import { reportOf } from "../compare/report.ts";
import { ownSource } from "../workloads/own-swarm.ts";
import { BenchComparison } from "./compare-approaches.ts";

export interface CompareSwarmOptions
  extends Pick<
    BenchOptions,
    "approaches" | "rounds" | "concurrency" | "secondsForRepeats" | "onProgress" | "signal"
  > {
  /** Makes the value that the agents share; called once for every run. */
  readonly shared?: () => unknown;
  /** Whether an agent fails whose result differs from that of the sequential run. @default false */
  readonly compareResults?: boolean;
}

/** An upper bound for an agent of a lesson, from which the time limit of a run is computed. */
const SECONDS_PER_AGENT = 30;

/**
 * Compares the executors with your own agents, those you would pass to `runMultiAgentSystem`. Each run is a fresh process.
 *
 * ```ts
 * await compareSwarm([agent(MyAnalyst, 1, 5_000_000), agent(MyTrainer, 2, 300)])
 * ```
 *
 * @throws BenchError `INVALID_ARGUMENT`; `CANNOT_RUN` for agents that cannot be transferred to another process; `ABORTED`
 *   when it is stopped before the first measurement
 */
export async function compareSwarm(
  agents: readonly AgentTask[],
  options: CompareSwarmOptions = {},
): Promise<BenchComparison> {
  const { shared, compareResults = false, ...rest } = options;
  if (!Array.isArray(agents) || agents.length === 0)
    throw new BenchError("INVALID_ARGUMENT", "agents must be an array of at least one agent(…) task.");
  const { approaches, rounds, concurrency } = readBenchOptions({ ...rest, agents: agents.length });
  checkMemory(agents.length, concurrency);
  const swarm = {
    source: ownSource(agents, shared),
    agents: agents.length,
    secondsPerAgent: SECONDS_PER_AGENT,
  };
  const workers = concurrency === undefined ? {} : { concurrency };
  const variants = approaches.map((executor) => nodeVariant({ executor, swarm, ...workers }));
  const { measured, isPartial } = await measureVariants(variants, { ...rest, rounds });
  const some = measured.filter(({ runs, error }) => runs.length > 0 || error);
  const types = [...new Set(agents.map(({ type }) => type.name || "a function"))].join(", ");
  const workload = `${count(agents.length, "agent")}: ${types}`;
  const result = new BenchResult(
    reportOf({ measured: some, isPartial, workload, rounds, compareResults }),
    some,
  );
  const error = some.find((each) => each.error)?.error;
  if (!some.some(({ runs }) => runs.length > 0))
    throw error ?? new BenchError("ABORTED", "The benchmark was stopped before anything was measured.");
  return new BenchComparison(result, await result.timeChart());
}
