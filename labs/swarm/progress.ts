import { AsyncLocalStorage } from "node:async_hooks";
import { notebookKernel } from "../common/notebook-kernel.ts";
import type { SwarmProgress } from "./options.ts";

/** Counts the agents that have ended, calls `onProgress`, and tells the notebook how far the run is. */
export class Progress {
  readonly #total: number;
  readonly #onProgress: ((event: SwarmProgress) => void) | undefined;
  readonly #onError: () => void;
  readonly #tellNotebook: ((done: number) => void) | undefined;
  #now: () => number = () => 0;
  #error: { readonly value: unknown } | undefined;
  #done = 0;

  /** @param onError called when `onProgress` throws. The swarm then stops its agents before it throws the error. */
  constructor(total: number, onProgress: ((event: SwarmProgress) => void) | undefined, onError: () => void) {
    this.#total = total;
    // It is called on behalf of the run, also where warm workers were started on behalf of something else.
    this.#onProgress = onProgress && AsyncLocalStorage.bind(onProgress);
    this.#onError = onError;
    const kernel = notebookKernel();
    if (kernel?.tellProgress !== undefined)
      this.#tellNotebook = AsyncLocalStorage.bind((done) => {
        kernel.tellProgress?.({ done, total, unit: total === 1 ? "agent" : "agents" });
      });
  }

  /** Whether anyone listens. */
  get isHeard(): boolean {
    return this.#onProgress !== undefined;
  }

  begin(now: () => number): void {
    this.#now = now;
    this.#tellNotebook?.(0);
  }

  tell(
    kind: SwarmProgress["kind"],
    agentId: number,
    more: Pick<SwarmProgress, "reason" | "result" | "worker" | "agentType"> = {},
  ): void {
    if (this.#error !== undefined) return;
    if (kind === "finished") {
      this.#done++;
      this.#tellNotebook?.(this.#done);
    }
    if (this.#onProgress === undefined) return;
    try {
      this.#onProgress({
        kind,
        agentId,
        ...more,
        done: this.#done,
        total: this.#total,
        elapsed: this.#now(),
      });
    } catch (value) {
      this.#error = { value };
      this.#onError();
    }
  }

  /** Throws the error that `onProgress` has thrown, if any. Called when all agents have ended. */
  throwListenerError(): void {
    if (this.#error !== undefined) throw this.#error.value;
  }
}
