/**
 * The thread that watches the memory of all answers. It kills by itself, so that an answer gains nothing while the thread of the checks is busy.
 */
import { parentPort } from "node:worker_threads";
import { killProcess } from "../../../common/kill-process.ts";
import { processTree } from "../../../common/process-tree.ts";
import { memoryOfFiles, ownTmp } from "./files-in-tmp.ts";
import { memoryOfKernel } from "./kernel-memory.ts";
import { ResidentSizes } from "./resident-sizes.ts";
import { memoryOf } from "./tree-memory.ts";

/** A message to the thread: watch a process, or stop watching it. */
export type WatchOrder = { readonly watch: number; readonly limit: number } | { readonly forget: number };
/** A message of the thread: a process passed its limit and was killed. */
export interface WatchReport {
  readonly over: number;
}

const MEASURE_INTERVAL_MS = 25;
/** New processes, what the kernel holds for them, and the answer's own /tmp are looked for at every fourth measurement only, as that takes longer. */
const MEASUREMENTS_PER_SEARCH = 4;

interface Watched {
  readonly limit: number;
  readonly sizes: ResidentSizes;
  tree: readonly number[];
  /** The answer's own /tmp, once it has one. */
  tmp: string | undefined;
  /** Memory that the kernel holds for the processes, in bytes. */
  kernel: number;
  measurements: number;
}

const port = parentPort;
if (!port) throw new Error("This module is the entry of a thread.");
const watched = new Map<number, Watched>();
let timer: NodeJS.Timeout | undefined;

port.on("message", (order: WatchOrder) => {
  if ("watch" in order) {
    const { watch, limit } = order;
    watched.set(watch, {
      limit,
      sizes: new ResidentSizes(),
      tree: [],
      tmp: undefined,
      kernel: 0,
      measurements: 0,
    });
  } else forget(order.forget);
  if (watched.size === 0) clearInterval(timer);
  if (watched.size === 0) timer = undefined;
  else timer ??= setInterval(measure, MEASURE_INTERVAL_MS);
});

function forget(pid: number): void {
  watched.get(pid)?.sizes.close();
  watched.delete(pid);
}

function measure(): void {
  for (const [pid, answer] of watched) {
    if (answer.measurements++ % MEASUREMENTS_PER_SEARCH === 0) {
      answer.tree = processTree(pid);
      answer.tmp = ownTmp(answer.tree);
      answer.sizes.follow(answer.tree);
      answer.kernel = memoryOfKernel(answer.tree);
    }
    const beside = answer.kernel + (answer.tmp === undefined ? 0 : memoryOfFiles(answer.tmp));
    // The exact look takes ten times as long: it is taken where the quick one is over the limit.
    if (answer.sizes.sum() + beside <= answer.limit) continue;
    if (memoryOf(answer.tree) + beside <= answer.limit) continue;
    forget(pid);
    for (const one of [pid, ...answer.tree]) killProcess(one);
    port?.postMessage({ over: pid } satisfies WatchReport);
  }
}
