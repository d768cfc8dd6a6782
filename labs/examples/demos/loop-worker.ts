/** The entry of one thread of `loopsOnAllCores`. */
import { parentPort, workerData } from "node:worker_threads";
import { floatLoop } from "../../common/float-loops.ts";
import { revive } from "../../sharing/index.ts";
import type { LoopTask } from "./loops-on-all-cores.ts";

const { kind, steps, gate } = revive(workerData) as LoopTask;

// The engine compiles the loop before it is measured.
for (let i = 0; i < 5; i++) floatLoop(kind, 1_000_000);
// At the first gate the threads sleep until the slowest has started. At the second all are awake, so they start together.
gate.wait();
gate.wait();
// Processor time does not pass while another program has the core.
const before = process.threadCpuUsage();
floatLoop(kind, steps);
const { user, system } = process.threadCpuUsage(before);
parentPort?.postMessage((user + system) / 1e6);
