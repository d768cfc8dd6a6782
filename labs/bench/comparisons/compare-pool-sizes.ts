import { availableParallelism } from "node:os";
import { count, formatSeconds } from "../../common/format-numbers.ts";
import { type LinePoint, lineChart } from "../../dashboard/index.ts";
import { measureVariants } from "../compare/measure-variants.ts";
import { nodeVariant, swarmOf } from "../compare/node-variant.ts";
import { notesOn } from "../compare/notes.ts";
import { summarise } from "../compare/summarise.ts";
import { calibrate } from "../workloads/calibrate.ts";
import { findWorkload } from "../workloads/workloads.ts";
import { Comparison } from "./comparison.ts";
import {
  type ComparisonOptions,
  checkWhole,
  refusePartial,
  upToFourTimesCores,
} from "./comparison-options.ts";

export interface PoolSizeOptions extends ComparisonOptions {
  /** The numbers of workers. @minimum 1 @default from one up to four times the cores */
  readonly sizes?: readonly number[];
  /** "worker-threads" or "child-processes". @default "worker-threads" */
  readonly executor?: string;
  /** The work of the agents. @default "mixed", which is CPU-bound */
  readonly workload?: string;
}

/** The measurement of one size of the pool. */
export interface PoolSizeRow {
  readonly workers: number;
  /** The median time of the swarm, in seconds; null when it failed. */
  readonly seconds: number | null;
  readonly startupSeconds: number | null;
  readonly peakMemoryMB: number | null;
}

/**
 * Measures the same swarm with growing numbers of workers. Up to the number of cores each further worker shortens the time;
 * beyond it a worker only costs memory and time to start.
 *
 * @throws BenchError `INVALID_ARGUMENT`; `ABORTED` when it is stopped
 */
export async function comparePoolSizes(options: PoolSizeOptions = {}): Promise<Comparison<PoolSizeRow>> {
  const {
    sizes = upToFourTimesCores(),
    executor = "worker-threads",
    agents,
    secondsPerAgent = 0.15,
    rounds = 3,
  } = options;
  checkWhole("sizes", ...sizes);
  checkWhole("rounds", rounds);
  // Each worker of the largest pool runs at least one agent.
  const total = agents ?? Math.max(8, ...sizes);
  checkWhole("agents", total);
  const workload = findWorkload(options.workload ?? "mixed");
  const swarm = swarmOf(workload, total, secondsPerAgent, await calibrate(workload.shifts, options.signal));
  const variants = sizes.map((concurrency) =>
    nodeVariant({ name: count(concurrency, "worker"), executor, concurrency, swarm, workers: "warm" }),
  );
  const { measured, isPartial } = await measureVariants(variants, { ...options, rounds });
  refusePartial(isPartial);
  const rows = summarise(measured).map(
    ({ seconds, peakMemoryMB }, i): PoolSizeRow => ({
      workers: sizes[i] ?? 0,
      seconds: seconds.median,
      startupSeconds: measured[i]?.runs[0]?.startupSeconds ?? null,
      peakMemoryMB,
    }),
  );
  return new Comparison(rows, await chartOf(rows, total, executor), notesOn(measured, rounds));
}

function chartOf(rows: readonly PoolSizeRow[], agents: number, executor: string) {
  const points = rows.flatMap(({ workers, seconds }) =>
    seconds === null ? [] : [{ x: workers, y: seconds }],
  );
  const best = points.toSorted((a, b) => a.y - b.y)[0];
  const first = points[0];
  const cores = availableParallelism();
  const ideal =
    first && points.map(({ x }) => ({ x, y: (first.y * Math.min(first.x, cores)) / Math.min(x, cores) }));
  return lineChart(
    { [executor]: points },
    {
      title: poolSizeTitle(best, cores),
      xTitle: "workers",
      yTitle: `seconds for ${count(agents, "agent")}`,
      ...(ideal && { guide: { name: `ideal on ${count(cores, "core")}`, points: ideal } }),
    },
  );
}

/** The title of the chart: `best.x` workers took the shortest time, `best.y` seconds. */
export function poolSizeTitle(best: LinePoint | undefined, cores: number): string {
  if (best === undefined) return "Nothing was measured";
  const who = `${count(best.x, "worker")} ${best.x === 1 ? "was" : "were"}`;
  return `${who} fastest on ${count(cores, "core")}: ${formatSeconds(best.y)}`;
}
