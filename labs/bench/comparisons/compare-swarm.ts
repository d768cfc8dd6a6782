import type { AgentTask } from "../../agents/index.ts";
import { count } from "../../common/format-numbers.ts";
import { BenchError } from "../bench-error.ts";
import { type BenchOptions, readBenchOptions } from "../compare/bench-options.ts";
import { BenchResult } from "../compare/bench-result.ts";
import { checkMemory } from "../compare/check-memory.ts";
import { measureWays } from "../compare/measure-ways.ts";
import { nodeWay } from "../compare/node-way.ts";
import { reportOf } from "../compare/report.ts";
import { ownSource } from "../workloads/own-swarm.ts";
import { BenchComparison } from "./compare-approaches.ts";

export interface CompareSwarmOptions
  extends Pick<
    BenchOptions,
    "approaches" | "rounds" | "concurrency" | "secondsForRepeats" | "onProgress" | "signal"
  > {
  /** Makes what the agents share; called anew for every run. */
  readonly shared?: () => unknown;
  /** Whether an agent has to find the same in every approach; one that does not has failed. @default false */
  readonly compareResults?: boolean;
}

/** Longer than any agent of a lesson. */
const SECONDS_PER_AGENT = 30;

/**
 * Your own swarm in every approach: the agents you would hand to `runMultiAgentSystem`, each run in a fresh process.
 *
 * ```ts
 * await compareSwarm([agent(MyAnalyst, 1, 5_000_000), agent(MyTrainer, 2, 300)])
 * ```
 *
 * @throws BenchError for options that make no sense, for agents that cannot be transferred, or when nothing was measured
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
  const ways = approaches.map((executor) => nodeWay({ executor, swarm, ...workers }));
  const { measured, isPartial } = await measureWays(ways, { ...rest, rounds });
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
