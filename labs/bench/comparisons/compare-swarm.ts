import { availableParallelism } from "node:os";
import type { AgentTask } from "../../agents/index.ts";
import { count } from "../../common/format-numbers.ts";
import { BenchError } from "../bench-error.ts";
import { ceilingVariant } from "../ceiling/ceiling-variant.ts";
import { processorsToPin } from "../ceiling/pinning.ts";
import { type BenchOptions, type BenchSettings, readBenchOptions } from "../compare/bench-options.ts";
import { BenchResult } from "../compare/bench-result.ts";
import { checkMemory } from "../compare/check-memory.ts";
import { measureVariants } from "../compare/measure-variants.ts";
import { type BenchSwarm, nodeVariant } from "../compare/node-variant.ts";
import { machineNotes } from "../compare/notes.ts";
import { reportOf } from "../compare/report.ts";
import type { Variant } from "../compare/variant.ts";
import type { WorkerState } from "../measure/host-messages.ts";
import { ownSource } from "../workloads/own-swarm.ts";
import { BenchComparison } from "./compare-approaches.ts";

export interface CompareSwarmOptions
  extends Pick<
    BenchOptions,
    "approaches" | "rounds" | "concurrency" | "secondsForRepeats" | "onProgress" | "signal"
  > {
  /**
   * Whether the workers have run the agents before ("warm"), so that their code is compiled, or are new ("cold"). Before a
   * measured run on warm workers, the whole swarm runs once, with inputs and a shared value of its own. @default "warm"
   */
  readonly workers?: WorkerState;
  /**
   * Whether to measure what this machine can do with these agents, in bare processes without a swarm. Agents with a `shared` value
   * have no ceiling, because bare processes share nothing. @default true
   */
  readonly ceiling?: boolean;
  /** Makes the value that the agents share; called once for every run. */
  readonly shared?: () => unknown;
  /** Whether an agent fails whose result differs from that of the sequential run. @default false */
  readonly compareResults?: boolean;
}

/** An upper bound for an agent of a lesson, from which the time limit of a run is computed. */
const SECONDS_PER_AGENT = 30;

/**
 * Compares the executors with your own agents, those you would pass to `runMultiAgentSystem`, on warm workers, and with what
 * this machine can do. Each run is a fresh process.
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
  const { shared, compareResults = false, workers = "warm", ceiling = true, ...rest } = options;
  if (!Array.isArray(agents) || agents.length === 0)
    throw new BenchError("INVALID_ARGUMENT", "agents must be an array of at least one agent(…) task.");
  const settings = readBenchOptions({ ...rest, workers: [workers], ceiling, agents: agents.length });
  const { approaches, rounds, concurrency } = settings;
  checkMemory(agents.length, concurrency);
  const swarm = {
    source: ownSource(agents, shared),
    agents: agents.length,
    secondsPerAgent: SECONDS_PER_AGENT,
  };
  const lanes = concurrency === undefined ? {} : { concurrency };
  const processors = settings.ceiling && shared === undefined ? processorsToPin() : null;
  const variants = approaches.map((executor) => nodeVariant({ executor, swarm, workers, ...lanes }));
  if (settings.ceiling && shared === undefined)
    variants.push(ceilingOf(swarm, { workers, processors, concurrency }));
  const { measured, isPartial } = await measureVariants(variants, { ...rest, rounds });
  const some = measured.filter(({ runs, error }) => runs.length > 0 || error);
  const types = [...new Set(agents.map(({ type }) => type.name || "a function"))].join(", ");
  const workload = `${count(agents.length, "agent")}: ${types}`;
  const result = new BenchResult(
    reportOf({
      measured: some,
      isPartial,
      workload,
      rounds,
      compareResults,
      pinned: processors !== null,
      before: stateNotes(settings, shared !== undefined),
      after: machineNotes(some, processors !== null, null),
    }),
    some,
  );
  const error = some.find((each) => each.error)?.error;
  if (!some.some(({ runs }) => runs.length > 0))
    throw error ?? new BenchError("ABORTED", "The benchmark was stopped before anything was measured.");
  return new BenchComparison(result, await result.timeChart());
}

function ceilingOf(
  swarm: BenchSwarm,
  options: {
    readonly workers: WorkerState;
    readonly processors: readonly number[] | null;
    readonly concurrency: number | undefined;
  },
): Variant {
  const { workers, processors, concurrency = availableParallelism() } = options;
  const processes = Math.min(swarm.agents, concurrency);
  return ceilingVariant({ swarm, processes, workers, processors, deal: "either" });
}

/** What the settings mean for the times, and why a ceiling is missing. */
function stateNotes({ workers, ceiling }: BenchSettings, hasShared: boolean): string[] {
  const notes = workers.includes("warm")
    ? ["All workers are warm: the whole swarm has run on them once before, so that its code is compiled."]
    : ["All workers are new ones (cold): they compile the agents' code while they run it, as the base does."];
  if (ceiling && hasShared)
    notes.push(
      "There is no ceiling to compare with: the agents share a value, and bare processes share nothing.",
    );
  return notes;
}
