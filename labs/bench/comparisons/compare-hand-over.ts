import { formatMemory, formatSeconds } from "../../common/format-numbers.ts";
import { lineChart } from "../../dashboard/index.ts";
import { BenchError } from "../bench-error.ts";
import { type HandOverCost, type HandOverWay, measureHandOver } from "../hand-over/measure-hand-over.ts";
import { Comparison } from "./comparison.ts";
import { checkWhole } from "./comparison-options.ts";

export interface HandOversOptions {
  /** Sizes of the context, in bytes. @minimum 1 @default 64 KB, 1 MB, 16 MB and 256 MB */
  readonly sizes?: readonly number[];
  /** The number of agents that receive it. @minimum 1 @default 1 */
  readonly receivers?: number;
  /** How often each size is measured; the median counts. @minimum 1 @default 3 */
  readonly rounds?: number;
  /** @default "share", "transfer", "clone" and "process" */
  readonly ways?: readonly HandOverWay[];
}

const KB = 1024;
const MB = 1024 * KB;
/** The copies of the context in memory: the sender's, a receiver's, and those in transit between processes. */
const COPIES = 4;

/**
 * Measures how long handing an agent a context of growing size takes. Sharing takes the same time for every size, a
 * transfer nearly so; the time of a copy grows with its size, and is longest to another process.
 *
 * @throws BenchError `TOO_LARGE` when the memory does not suffice, `INVALID_ARGUMENT` for a wrong option
 */
export async function compareHandOver(options: HandOversOptions = {}): Promise<Comparison<HandOverCost>> {
  const { sizes = [64 * KB, MB, 16 * MB, 256 * MB], receivers = 1, rounds = 3, ways } = options;
  checkWhole("sizes", ...sizes);
  checkWhole("receivers", receivers);
  checkWhole("rounds", rounds);
  const needed = Math.max(...sizes) * COPIES * receivers;
  const free = process.availableMemory();
  if (needed > free * 0.8) {
    throw new BenchError(
      "TOO_LARGE",
      `Handing over ${formatMemory(Math.max(...sizes) / 1e6)} would take about ${formatMemory(needed / 1e6)} of memory, but only ${formatMemory(free / 1e6)} are free: pass smaller sizes.`,
    );
  }
  const rows: HandOverCost[] = [];
  for (const bytes of sizes)
    rows.push(...(await measureHandOver({ bytes, receivers, rounds, ...(ways && { ways }) })));
  return new Comparison(rows, await chartOf(rows));
}

function chartOf(rows: readonly HandOverCost[]) {
  const largest = Math.max(...rows.map(({ bytes }) => bytes));
  const ranked = rows.filter(({ bytes }) => bytes === largest).sort((a, b) => a.seconds - b.seconds);
  const [best, worst] = [ranked[0], ranked.at(-1)];
  const series = Object.groupBy(rows, ({ way }) => way) as Record<string, readonly HandOverCost[]>;
  return lineChart(
    Object.fromEntries(
      Object.entries(series).map(([way, costs]) => [
        way,
        costs.map(({ bytes, seconds }) => ({ x: bytes / 1e6, y: seconds * 1000 })),
      ]),
    ),
    {
      title:
        best && worst
          ? `${formatMemory(largest / 1e6)}: ${best.way} takes ${formatSeconds(best.seconds)}, ${worst.way} ${formatSeconds(worst.seconds)}`
          : "Nothing was measured",
      xTitle: "megabytes",
      yTitle: "milliseconds",
      xScale: "log",
      yScale: "log",
      formatX: formatMemory,
      formatY: (milliseconds) => formatSeconds(milliseconds / 1000),
    },
  );
}
