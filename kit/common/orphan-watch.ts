import { Worker } from "node:worker_threads";
import { siblingModule } from "./sibling-module.ts";

/**
 * Starts a thread that kills this process within 250 ms after its parent has ended. A thread notices it even while the main thread loops
 * without a pause. The thread does not keep the process alive.
 */
export function startOrphanWatch(): void {
  new Worker(siblingModule(import.meta.url, "orphan-watch-thread"), { stdout: false, stderr: false }).unref();
}
