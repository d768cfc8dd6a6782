/**
 * The thread that watches the memory of all answers. It kills by itself, so that an answer gains nothing while the thread of the checks is busy.
 */
import { parentPort } from "node:worker_threads";
import { killProcess } from "../../../common/kill-process.ts";
import { processTree } from "../../../common/process-tree.ts";
import { memoryOfFiles } from "./files-in-tmp.ts";
import { memoryOf } from "./tree-memory.ts";

/** A message to the thread: watch a process, or stop watching it. */
export type WatchOrder = { readonly watch: number; readonly limit: number } | { readonly forget: number };
/** A message of the thread: a process passed its limit and was killed. */
export interface WatchReport {
  readonly over: number;
}

const MEASURE_INTERVAL_MS = 25;
/** New processes are looked for at every fourth measurement only, as that takes longer. */
const MEASUREMENTS_PER_SEARCH = 4;

interface Watched {
  readonly limit: number;
  tree: readonly number[];
  measurements: number;
}

const port = parentPort;
if (!port) throw new Error("This module is the entry of a thread.");
const watched = new Map<number, Watched>();
let timer: NodeJS.Timeout | undefined;

port.on("message", (order: WatchOrder) => {
  if ("watch" in order) watched.set(order.watch, { limit: order.limit, tree: [], measurements: 0 });
  else watched.delete(order.forget);
  if (watched.size === 0) clearInterval(timer);
  if (watched.size === 0) timer = undefined;
  else timer ??= setInterval(measure, MEASURE_INTERVAL_MS);
});

function measure(): void {
  for (const [pid, answer] of watched) {
    if (answer.measurements++ % MEASUREMENTS_PER_SEARCH === 0) answer.tree = processTree(pid);
    if (memoryOf(answer.tree) + memoryOfFiles(answer.tree) <= answer.limit) continue;
    watched.delete(pid);
    for (const one of [pid, ...answer.tree]) killProcess(one);
    port?.postMessage({ over: pid } satisfies WatchReport);
  }
}
