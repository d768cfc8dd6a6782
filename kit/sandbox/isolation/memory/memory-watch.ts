import { Worker } from "node:worker_threads";
import { siblingModule } from "../../../common/sibling-module.ts";
import type { WatchOrder, WatchReport } from "./memory-watch-thread.ts";

/** The watching thread. It is started with the first process that is watched. */
let watcher: Worker | undefined;
const tellers = new Map<number, () => void>();

/**
 * Watches the memory of a process and of all that it starts, and kills them when they pass a limit. Only on Linux; elsewhere it does nothing.
 *
 * @param limit - bytes
 * @param over - called after they were killed
 * @returns ends the watch
 */
export function watchMemory(pid: number, limit: number, over: () => void): () => void {
  if (process.platform !== "linux") return () => {};
  tellers.set(pid, over);
  order({ watch: pid, limit });
  return () => {
    if (tellers.delete(pid)) order({ forget: pid });
  };
}

/** Starts the watching thread ahead of the first process that is watched. */
export function startMemoryWatch(): void {
  if (process.platform === "linux") startWatcher();
}

function order(message: WatchOrder): void {
  startWatcher().postMessage(message);
}

function startWatcher(): Worker {
  if (!watcher) {
    watcher = new Worker(siblingModule(import.meta.url, "memory-watch-thread"), {
      stdout: false,
      stderr: false,
    });
    watcher.on("message", ({ over }: WatchReport) => {
      const tell = tellers.get(over);
      tellers.delete(over);
      tell?.();
    });
    // After the listener is added, which would keep this process alive.
    watcher.unref();
    watcher.once("exit", () => {
      watcher = undefined;
    });
  }
  return watcher;
}
