import { Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { endCellWork } from "./main-thread.ts";
import { STATE, type WatchdogData } from "./shared-state.ts";

/*
 * A thread beside the kernel's main thread. It hears the launcher even while a cell keeps the main thread busy for ever.
 *
 * An interrupt is first told to the main thread as a message. A main thread that awaits something answers at once. One
 * that spins does not; then the cell's work is ended through the inspector, after which the message gets through.
 */

const { state, pipe } = workerData as WatchdogData;

/** How long a main thread that is not blocked may take to answer, in ms. */
const RESPONSE_TIMEOUT_MS = 150;

let count = 0;
let isBusy = false;

const launcher = new Socket({ fd: pipe, readable: true, writable: false });
launcher.setEncoding("utf8");
launcher.on("data", (text) => {
  for (const command of String(text).split("\n")) if (command === "interrupt") void interrupt();
});
launcher.on("error", endWithLauncher);
launcher.on("close", endWithLauncher);

async function interrupt(): Promise<void> {
  count += 1;
  parentPort?.postMessage(count);
  // Somebody who presses the button ten times wants one thing.
  if (isBusy) return;
  isBusy = true;
  while (!(await isHandled(count))) {
    // The compiler's work ends by itself; looking at it would only slow it down.
    if (Atomics.load(state, STATE.uninterruptible) === 0) await endCellWork();
  }
  isBusy = false;
}

async function isHandled(number: number): Promise<boolean> {
  const handled = Atomics.load(state, STATE.handled);
  if (handled >= number) return true;
  await Atomics.waitAsync(state, STATE.handled, handled, RESPONSE_TIMEOUT_MS).value;
  return Atomics.load(state, STATE.handled) >= number;
}

/** The launcher is gone, killed perhaps. Nothing may outlive it: not this process, not what cells have started. */
function endWithLauncher(): void {
  try {
    process.kill(-process.pid, "SIGKILL");
  } catch {
    process.kill(process.pid, "SIGKILL");
  }
}
