/** The entry of one thread of `detectOverlaps`. */
import { locks, parentPort, threadId, workerData } from "node:worker_threads";
import { type Mutex, revive, type StartGate } from "../../sharing/index.ts";
import type { OverlapOrder } from "./detect-overlaps.ts";

interface Order extends OverlapOrder {
  readonly detector: Int32Array;
  readonly mutex: Mutex;
  readonly gate: StartGate;
}

const { lock, acquisitions, detector, mutex, gate } = revive(workerData) as Order;
const INSIDE = 0;
const ENTRIES = 1;
const OVERLAPS = 2;

/** The critical section. A thread writes its id at the start, and checks at the end that no other thread has replaced it. */
function criticalSection(): void {
  const before = Atomics.exchange(detector, INSIDE, threadId);
  for (let i = 0; i < 20; i++) Atomics.pause();
  const after = Atomics.exchange(detector, INSIDE, 0);
  Atomics.add(detector, ENTRIES, 1);
  if (before !== 0 || after !== threadId) Atomics.add(detector, OVERLAPS, 1);
}

// A pending request for a Web Lock does not keep its thread alive, so a timer does.
const awake = setInterval(() => {}, 1000);
gate.wait();
for (let i = 0; i < acquisitions; i++) {
  if (lock === "mutex") mutex.runExclusive(criticalSection);
  else if (lock === "web-locks") await locks.request("swarmlab.overlap", criticalSection);
  else criticalSection();
}
clearInterval(awake);
parentPort?.postMessage("done");
