import { formatSpeedup } from "../../common/format-numbers.ts";
import { variantInSentence } from "../../common/variant-title.ts";
import { barChart } from "../../dashboard/index.ts";
import { localExecutorNames } from "../../swarm/index.ts";
import { measureVariants } from "../compare/measure-variants.ts";
import { nodeVariant, swarmOf } from "../compare/node-variant.ts";
import { notesOn } from "../compare/notes.ts";
import { summarise } from "../compare/summarise.ts";
import { calibrate } from "../workloads/calibrate.ts";
import { findWorkload } from "../workloads/workloads.ts";
import { Comparison } from "./comparison.ts";
import { type ComparisonOptions, checkWhole, refusePartial } from "./comparison-options.ts";

export interface WorkloadsOptions extends ComparisonOptions {
  /** The workloads to measure. @default ["mixed", "hybrid", "io"]: from CPU-bound to I/O-bound */
  readonly workloads?: readonly string[];
}

/** The measurement of one executor with one workload. */
export interface WorkloadRow {
  readonly workload: string;
  /** The name of the executor. */
  readonly approach: string;
  /** The median time, in seconds; null when it failed. */
  readonly seconds: number | null;
  /** The speedup against sequential with the same workload; null when it is unknown. */
  readonly speedup: number | null;
}

const TITLES: Readonly<Record<string, string>> = {
  mixed: "CPU-bound",
  io: "I/O-bound",
  hybrid: "half and half",
};

/**
 * Compares the executors with CPU-bound, I/O-bound and hybrid agents. Agents that compute need cores, which threads and
 * processes use. Agents that wait need no core: one event loop waits for all of them at once, and a pool for as many as it
 * has workers.
 *
 * @throws BenchError `INVALID_ARGUMENT`; `ABORTED` when it is stopped
 */
export async function compareWorkloads(options: WorkloadsOptions = {}): Promise<Comparison<WorkloadRow>> {
  const { workloads = ["mixed", "hybrid", "io"], agents = 8, secondsPerAgent = 0.15, rounds = 3 } = options;
  checkWhole("agents", agents);
  checkWhole("rounds", rounds);
  const kinds = workloads.map(findWorkload);
  const pieceSeconds = await calibrate([...new Set(kinds.flatMap(({ shifts }) => shifts))], options.signal);
  const rows: WorkloadRow[] = [];
  const notes: string[] = [];
  for (const kind of kinds) {
    const swarm = swarmOf(kind, agents, secondsPerAgent, pieceSeconds);
    const variants = localExecutorNames().map((executor) =>
      nodeVariant({ executor, swarm, workers: "warm" }),
    );
    const { measured, isPartial } = await measureVariants(variants, { ...options, rounds });
    refusePartial(isPartial);
    for (const { approach, seconds, speedup } of summarise(measured))
      rows.push({ workload: kind.name, approach, seconds: seconds.median, speedup });
    notes.push(...notesOn(measured, rounds).filter((note) => !notes.includes(note)));
  }
  return new Comparison(rows, await chartOf(rows), notes);
}

function chartOf(rows: readonly WorkloadRow[]) {
  const bars = rows.filter(({ approach, speedup }) => approach !== "sequential" && speedup !== null);
  const winners = [...Map.groupBy(bars, ({ workload }) => workload)].map(([workload, each]) => {
    const best = each.toSorted((a, b) => (b.speedup ?? 0) - (a.speedup ?? 0))[0];
    return (
      best && `${titleOf(workload)}: ${variantInSentence(best.approach)} ${formatSpeedup(best.speedup ?? 0)}`
    );
  });
  return barChart(
    bars.map(({ workload, approach, speedup }) => ({
      label: `${titleOf(workload)}: ${variantInSentence(approach)}`,
      value: speedup ?? 0,
    })),
    {
      title: winners.join("; "),
      axisTitle: "times as fast as sequential",
      format: formatSpeedup,
      reference: { at: 1, name: "sequential" },
    },
  );
}

function titleOf(workload: string): string {
  return TITLES[workload] ?? workload;
}
