import { Worker } from "node:worker_threads";
import { errorMessage } from "../../common/error-message.ts";
import { siblingModule } from "../../common/sibling-module.ts";
import type { CoordinatorMessage, LeadMessage, LeadThreadData } from "./lead-messages.ts";

/** The lead's thread, from the coordinator's side. */
export class LeadHandle {
  readonly #worker: Worker;
  readonly #hasEnded = Promise.withResolvers<void>();

  /** @param onMessage called with each message; `failed` also when the thread is lost */
  constructor(data: LeadThreadData, onMessage: (message: LeadMessage) => void) {
    let isOver = false;
    const end = (message: LeadMessage) => {
      if (isOver) return;
      isOver = true;
      onMessage(message);
    };
    this.#worker = new Worker(siblingModule(import.meta.url, "lead-thread"), {
      workerData: data,
      name: "lead",
    });
    this.#worker.on("message", (message: LeadMessage) => {
      if (message.kind === "ended" || message.kind === "failed") end(message);
      else onMessage(message);
    });
    this.#worker.on("error", (error) => end({ kind: "failed", sentence: errorMessage(error) }));
    this.#worker.on("exit", () => {
      end({ kind: "failed", sentence: "The lead's thread has ended by itself." });
      this.#hasEnded.resolve();
    });
  }

  /** Asks the thread to end, and ends it by force when it has not after `graceSeconds`. */
  async close(graceSeconds: number): Promise<void> {
    const message: CoordinatorMessage = { kind: "stop" };
    this.#worker.postMessage(message);
    const timer = setTimeout(() => void this.#worker.terminate(), graceSeconds * 1000);
    await this.#hasEnded.promise;
    clearTimeout(timer);
  }
}
