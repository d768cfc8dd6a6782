import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { formatSeconds } from "../../common/format-numbers.ts";
import { median } from "../../common/median.ts";
import { siblingModule } from "../../common/sibling-module.ts";
import { lineChart } from "../../dashboard/index.ts";
import { LockedCollector, PerAgentCollector, QueueCollector, StartGate, share } from "../../sharing/index.ts";
import { BenchError } from "../bench-error.ts";
import type { CollectorOrder, CollectorTimes } from "./collector-entry.ts";
import { Comparison } from "./comparison.ts";
import { checkWhole, upToFourTimesCores } from "./comparison-options.ts";

export interface CollectorsOptions {
  /** The numbers of threads that add at the same time. @minimum 1 @default from one up to four times the cores */
  readonly threads?: readonly number[];
  /** The number of results that each thread adds. @minimum 1 @default 2000 */
  readonly results?: number;
  /** How often each collector is measured; the median counts. @minimum 1 @default 3 */
  readonly rounds?: number;
}

/** One collector with one number of threads. */
export interface CollectorRow {
  readonly collector: CollectorName;
  readonly threads: number;
  /** Seconds from the opening of the gate to the last collected result, divided by the number of results: the median. */
  readonly secondsPerResult: number;
  /** Seconds that all threads together waited for the lock; null for a collector without one. */
  readonly secondsWaited: number | null;
}

export type CollectorName = "lock" | "queue" | "per agent";

/**
 * Compares the three shared collectors with growing numbers of threads that add without a pause, which is far more
 * contention than agents cause. Each result is small, so that the time is that of collecting.
 *
 * @throws BenchError `INVALID_ARGUMENT`; `CANNOT_RUN` when a thread fails or a collector has lost a result
 */
export async function compareCollectors(options: CollectorsOptions = {}): Promise<Comparison<CollectorRow>> {
  const { threads = upToFourTimesCores(), results = 2000, rounds = 3 } = options;
  checkWhole("threads", ...threads);
  checkWhole("results", results);
  checkWhole("rounds", rounds);
  const names: readonly CollectorName[] = ["lock", "queue", "per agent"];
  const measured = new Map<string, { seconds: number; waited: number | null }[]>();
  const key = (name: CollectorName, count: number) => `${name} ${count}`;
  for (let round = 0; round < rounds; round++) {
    for (const count of threads) {
      for (const name of names) {
        const runs = measured.get(key(name, count)) ?? [];
        measured.set(key(name, count), [...runs, await collectOnce(name, count, results)]);
      }
    }
  }
  const rows = names.flatMap((collector) =>
    threads.map((count): CollectorRow => {
      const runs = measured.get(key(collector, count)) ?? [];
      const waits = runs.map(({ waited }) => waited).filter((each) => each !== null);
      return {
        collector,
        threads: count,
        secondsPerResult: median(runs.map(({ seconds }) => seconds)) / (count * results),
        secondsWaited: waits.length > 0 ? median(waits) : null,
      };
    }),
  );
  return new Comparison(rows, await chartOf(rows));
}

type AnyCollector =
  | LockedCollector<{ agentId: number }>
  | QueueCollector<{ agentId: number }>
  | PerAgentCollector<{ agentId: number }>;

function create(name: CollectorName, total: number): AnyCollector {
  if (name === "lock") return new LockedCollector();
  if (name === "queue") return new QueueCollector({ slotBytes: 256 });
  return new PerAgentCollector({ agentIds: Array.from({ length: total }, (_, id) => id), slotBytes: 256 });
}

/** Measures one collector once, with all threads adding at the same time. */
async function collectOnce(name: CollectorName, threads: number, results: number) {
  const total = threads * results;
  const collector = create(name, total);
  const gate = new StartGate(threads);
  const workers = Array.from({ length: threads }, (_, index) => {
    const order: CollectorOrder = { collector, gate, first: index * results, results };
    return new Worker(siblingModule(import.meta.url, "collector-entry"), { workerData: share(order) });
  });
  try {
    const times = Promise.all(workers.map(timesOf));
    // A queue's coordinator receives while the threads add; the time ends with the last result it receives.
    if (collector instanceof QueueCollector) await Promise.all([collector.collect(total), times]);
    const collected = now();
    const started = Math.min(...(await times).map((each) => each.started));
    const ended = Math.max(...(await times).map((each) => each.ended));
    if (collector.all().length !== total)
      throw new BenchError(
        "CANNOT_RUN",
        `The collector "${name}" has ${collector.count} of ${total} results.`,
      );
    return {
      seconds: (collector instanceof QueueCollector ? collected : ended) - started,
      waited: collector instanceof LockedCollector ? collector.contention.secondsWaited : null,
    };
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

async function timesOf(worker: Worker): Promise<CollectorTimes> {
  const [message] = await once(worker, "message");
  return message;
}

/** Seconds on the clock that all threads share. */
function now(): number {
  return Number(process.hrtime.bigint()) / 1e9;
}

function chartOf(rows: readonly CollectorRow[]) {
  const most = Math.max(...rows.map(({ threads }) => threads));
  const words = rows
    .filter(({ threads }) => threads === most)
    .map(({ collector, secondsPerResult }) => `${collector} ${formatSeconds(secondsPerResult)}`);
  const series = Map.groupBy(rows, ({ collector }) => collector);
  return lineChart(
    Object.fromEntries(
      [...series].map(([collector, each]) => [
        collector,
        each.map(({ threads, secondsPerResult }) => ({ x: threads, y: secondsPerResult * 1e6 })),
      ]),
    ),
    {
      title: `A result with ${most} threads on ${availableParallelism()} cores: ${words.join(", ")}`,
      xTitle: "threads that add at the same time",
      yTitle: "microseconds a result",
    },
  );
}
