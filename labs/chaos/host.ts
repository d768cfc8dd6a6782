/**
 * A process that is there to be lost: it runs one trial and tells how it went, if it can. The watchdog of the
 * executor's own processes guards it: beyond its memory, or when nobody wants it any more, it ends with all it started.
 */
import { Socket } from "node:net";
import { Worker } from "node:worker_threads";
import { FrameChannel } from "../swarm/processes/frame-channel.ts";
import { DESCRIPTORS, type ToWatchdogInside, type WatchdogOrders } from "../swarm/processes/messages.ts";
import { findExecutor } from "../swarm/registry.ts";
import { Board } from "../swarm/threads/board.ts";
import type { FromHost, ToHost } from "./host-messages.ts";
import { tryFault } from "./trial.ts";

const ENDING = import.meta.url.endsWith(".ts") ? ".ts" : ".js";

const orders: WatchdogOrders = { board: new Board(1).buffer, memoryLimit: Number(process.argv[2]) };
const watchdog = new Worker(new URL(`../swarm/processes/watchdog${ENDING}`, import.meta.url), {
  workerData: orders,
});
watchdog.postMessage({ kind: "guard" } satisfies ToWatchdogInside);

const channel = new FrameChannel<FromHost, ToHost>(new Socket({ fd: DESCRIPTORS.work }), {
  onMessage: (order) => void run(order),
});

async function run({ fault, executor, folder, timeout }: ToHost): Promise<void> {
  try {
    const observation = await tryFault({ fault, executor: findExecutor(executor), folder, timeout });
    channel.send({ kind: "observed", observation }, leave);
  } catch (error) {
    const { message } = error as Error;
    const code = String(Reflect.get(error as Error, "code"));
    channel.send({ kind: "refused", code, message }, leave);
  }
}

function leave(): void {
  process.exit();
}
