import { formatSeconds } from "../../common/format-numbers.ts";
import { variantInSentence } from "../../common/variant-title.ts";
import { barChart } from "../../dashboard/index.ts";
import { executorNames, findExecutor } from "../../swarm/index.ts";
import { measureWays } from "../compare/measure-ways.ts";
import { nodeWay, swarmOf } from "../compare/node-way.ts";
import { notesOn } from "../compare/notes.ts";
import { summarise } from "../compare/summarise.ts";
import { findWorkload } from "../workloads/workloads.ts";
import { Comparison } from "./comparison.ts";
import { type ComparisonOptions, checkWhole, refusePartial } from "./comparison-options.ts";

export interface TinyTasksOptions extends Omit<ComparisonOptions, "secondsPerAgent"> {
  /** How many are sent in one message where they are sent in chunks. @default 100 */
  readonly chunk?: number;
}

/** One way of handing out tiny tasks. */
export interface TinyTasksRow {
  readonly way: string;
  /** Median time of the whole divided by the agents, in seconds; null when it failed. */
  readonly secondsPerAgent: number | null;
}

/**
 * Many agents of a few microseconds each. Handing such an agent to another thread or process costs more than its work does,
 * so that more cores make the swarm slower; sending many of them in one message wins most of it back.
 *
 * @throws BenchError for options that make no sense, or when it is stopped
 */
export async function compareTinyTasks(options: TinyTasksOptions = {}): Promise<Comparison<TinyTasksRow>> {
  const { agents = 2000, rounds = 3, chunk = 100 } = options;
  checkWhole("agents", agents);
  checkWhole("rounds", rounds);
  checkWhole("chunk", chunk);
  const swarm = swarmOf(findWorkload("tiny"), agents, 0, {});
  const ways = executorNames().flatMap((executor) => {
    const single = nodeWay({ executor, swarm });
    const isSent =
      executor !== "sequential" && findExecutor(executor).honours.has("chunk") && executor !== "event-loop";
    const approach = `${variantInSentence(executor)}, ${chunk} a message`;
    return isSent ? [single, nodeWay({ executor, approach, chunk, swarm })] : [single];
  });
  const { measured, isPartial } = await measureWays(ways, { ...options, rounds });
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
