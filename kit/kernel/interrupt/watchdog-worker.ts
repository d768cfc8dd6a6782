import { Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { endCellWork } from "./main-thread.ts";
import { STATE, type WatchdogData } from "./shared-state.ts";

/*
 * A thread beside the kernel's main thread. It reads the launcher's pipe even while a cell blocks the main thread.
 * It first sends an interrupt to the main thread as a message. A main thread that awaits something answers at once. A main thread that runs an
 * endless loop does not answer; then the cell's code is terminated through the inspector, and the message is read.
 */

const { state, pipe } = workerData as WatchdogData;

/** How long a main thread that is not blocked may take to answer. */
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
  // Several interrupts in a row are handled as one.
  if (isBusy) return;
  isBusy = true;
  while (!(await isHandled(count))) {
    // Uninterruptible work, such as compiling, ends by itself.
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

/** The launcher has ended. This process and all that cells have started end too. */
function endWithLauncher(): void {
  try {
    process.kill(-process.pid, "SIGKILL");
  } catch {
    process.kill(process.pid, "SIGKILL");
  }
}
