import { Worker } from "node:worker_threads";

export interface ThreadLimits {
  /** Seconds for one answer. */
  readonly seconds: number;
  /** Heap of the thread, in megabytes. */
  readonly heapMegabytes: number;
}

/** A thread that answers one question after the other, each within a deadline and a heap that are kept from outside. The owner closes it. */
export class LimitedThread<Question, Answer> {
  readonly #limits: ThreadLimits;
  readonly #module: URL;
  #thread: Worker | undefined;

  /** @param module - the entry of the thread: it posts an answer for each message */
  constructor(module: URL, limits: ThreadLimits) {
    this.#module = module;
    this.#limits = limits;
  }

  /** Starts the thread ahead of the first question. */
  start(): void {
    this.#running();
  }

  /** One question at a time. @returns undefined where the thread was ended: the next question gets another one */
  async ask(question: Question): Promise<Answer | undefined> {
    const thread = this.#running();
    const { promise, resolve, reject } = Promise.withResolvers<Answer | undefined>();
    const onError = (error: NodeJS.ErrnoException) =>
      error.code === "ERR_WORKER_OUT_OF_MEMORY" ? resolve(undefined) : reject(error);
    thread.once("message", resolve).once("error", onError);
    const timer = setTimeout(() => resolve(undefined), this.#limits.seconds * 1000);
    try {
      thread.postMessage(question);
      const answer = await promise;
      if (answer === undefined) await this.close();
      return answer;
    } finally {
      clearTimeout(timer);
      thread.off("message", resolve).off("error", onError);
    }
  }

  async close(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.terminate();
  }

  #running(): Worker {
    if (this.#thread) return this.#thread;
    const thread = new Worker(this.#module, {
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.heapMegabytes },
      env: {},
      execArgv: ["--disable-warning=ExperimentalWarning"],
    });
    // One that ends before it is asked is replaced: the question gets the error of the next one.
    thread.once("error", () => {
      if (this.#thread === thread) this.#thread = undefined;
    });
    this.#thread = thread;
    return thread;
  }
}
