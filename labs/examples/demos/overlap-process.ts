/** The process of `detectOverlaps`: it starts the threads and sends the counts to its parent every few milliseconds. */
import { siblingModule } from "../../common/sibling-module.ts";
import { Mutex, StartGate, share } from "../../sharing/index.ts";
import type { OverlapCount, OverlapOrder } from "./detect-overlaps.ts";
import { runThreads } from "./run-threads.ts";

const order = JSON.parse(process.argv[2] as string) as OverlapOrder;
/** Words: 0 the thread inside the critical section, 1 entries, 2 overlaps. */
const detector = new Int32Array(new SharedArrayBuffer(12));

const send = (done: boolean) =>
  process.send?.({
    entries: Atomics.load(detector, 1),
    overlaps: Atomics.load(detector, 2),
    done,
    memory: process.memoryUsage.rss(),
  } satisfies OverlapCount);

const timer = setInterval(() => send(false), 20);
process.on("disconnect", () => process.exit());
const forThreads = share({ ...order, detector, mutex: new Mutex(), gate: new StartGate(order.threads) });
await runThreads(siblingModule(import.meta.url, "overlap-worker"), order.threads, forThreads);
clearInterval(timer);
send(true);
