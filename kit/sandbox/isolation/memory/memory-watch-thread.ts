/**
 * The thread that watches how much memory answers take: one for all of them. It kills by itself, so that an answer cannot use the time in
 * which the thread of the checks is busy.
 */
import { parentPort } from "node:worker_threads";
import { killProcess } from "../../../common/kill-process.ts";
import { processTree } from "../../../common/process-tree.ts";
import { memoryOf } from "./tree-memory.ts";

/** What the thread is told: watch a process, or no longer. */
export type WatchOrder = { readonly watch: number; readonly limit: number } | { readonly forget: number };
/** What it tells: a process passed its limit and was killed. */
export interface WatchReport {
  readonly over: number;
}

/** Milliseconds between two looks. */
const interval = 25;
/** Looks after which processes are searched anew; what grows quickly are those that are there. */
const searchEvery = 4;

interface Watched {
  readonly limit: number;
  tree: readonly number[];
  looks: number;
}

const port = parentPort;
if (!port) throw new Error("This module is the entry of a thread.");
const watched = new Map<number, Watched>();
let timer: NodeJS.Timeout | undefined;

port.on("message", (order: WatchOrder) => {
  if ("watch" in order) watched.set(order.watch, { limit: order.limit, tree: [], looks: 0 });
  else watched.delete(order.forget);
  if (watched.size === 0) clearInterval(timer);
  if (watched.size === 0) timer = undefined;
  else timer ??= setInterval(look, interval);
});

function look(): void {
  for (const [pid, answer] of watched) {
    if (answer.looks++ % searchEvery === 0) answer.tree = processTree(pid);
    if (memoryOf(answer.tree) <= answer.limit) continue;
    watched.delete(pid);
    for (const one of [pid, ...answer.tree]) killProcess(one);
    port?.postMessage({ over: pid } satisfies WatchReport);
  }
}
