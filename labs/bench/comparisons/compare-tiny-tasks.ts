import { formatSeconds } from "../../common/format-numbers.ts";
import { variantInSentence } from "../../common/variant-title.ts";
import { barChart } from "../../dashboard/index.ts";
import { findExecutor, localExecutorNames } from "../../swarm/index.ts";
import { measureVariants } from "../compare/measure-variants.ts";
import { nodeVariant, swarmOf } from "../compare/node-variant.ts";
import { notesOn } from "../compare/notes.ts";
import { summarise } from "../compare/summarise.ts";
import { findWorkload } from "../workloads/workloads.ts";
import { Comparison } from "./comparison.ts";
import { type ComparisonOptions, checkWhole, refusePartial } from "./comparison-options.ts";

export interface TinyTasksOptions extends Omit<ComparisonOptions, "secondsPerAgent"> {
  /** The number of agents in one message, for the variants that send chunks. @minimum 1 @default 100 */
  readonly chunk?: number;
}

/** The measurement of one variant. */
export interface TinyTasksRow {
  /** The variant's name. */
  readonly way: string;
  /** The median time of the swarm divided by the number of agents, in seconds; null when it failed. */
  readonly secondsPerAgent: number | null;
}

/**
 * Measures many agents of a few microseconds each. Sending such an agent to another thread or process takes longer than
 * its work, so more cores make the swarm slower. Sending many agents in one message makes up for most of that.
 *
 * @throws BenchError `INVALID_ARGUMENT`; `ABORTED` when it is stopped
 */
export async function compareTinyTasks(options: TinyTasksOptions = {}): Promise<Comparison<TinyTasksRow>> {
  const { agents = 2000, rounds = 3, chunk = 100 } = options;
  checkWhole("agents", agents);
  checkWhole("rounds", rounds);
  checkWhole("chunk", chunk);
  const swarm = swarmOf(findWorkload("tiny"), agents, 0, {});
  const variants = localExecutorNames().flatMap((executor) => {
    const single = nodeVariant({ executor, swarm, workers: "warm" });
    const isSent =
      executor !== "sequential" && findExecutor(executor).honours.has("chunk") && executor !== "event-loop";
    const name = `${variantInSentence(executor)}, ${chunk} a message`;
    return isSent ? [single, nodeVariant({ executor, name, chunk, swarm, workers: "warm" })] : [single];
  });
  const { measured, isPartial } = await measureVariants(variants, { ...options, rounds });
  refusePartial(isPartial);
  const rows = summarise(measured).map(
    ({ approach, seconds }): TinyTasksRow => ({
      way: variantInSentence(approach),
      secondsPerAgent: seconds.median === null ? null : seconds.median / agents,
    }),
  );
  return new Comparison(rows, await chartOf(rows), notesOn(measured, rounds));
}

function chartOf(rows: readonly TinyTasksRow[]) {
  const bars = rows.flatMap(({ way, secondsPerAgent }) =>
    secondsPerAgent === null ? [] : [{ label: way, value: secondsPerAgent * 1e6 }],
  );
  const best = bars.toSorted((a, b) => a.value - b.value)[0];
  return barChart(bars, {
    title: best
      ? `Tiny agents cost least with ${best.label}: ${formatSeconds(best.value / 1e6)} each`
      : "Nothing was measured",
    axisTitle: "microseconds an agent, less is better",
    scale: "log",
    format: (microseconds) => `${Number(microseconds.toPrecision(3))} µs`,
  });
}
