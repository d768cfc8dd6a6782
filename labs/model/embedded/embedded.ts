import { access } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { ModelError } from "../../agents/index.ts";
import { errorMessage } from "../../common/error-message.ts";
import { siblingModule } from "../../common/sibling-module.ts";
import { wholeNumberProblem } from "../../common/whole-number.ts";
import { AttemptFailure } from "../backends/attempt-failure.ts";
import type { Attempt, Backend, BackendAnswer } from "../backends/backend.ts";
import type { EmbeddedSource } from "../options.ts";
import { findLibrary } from "./find-library.ts";
import type { EmbeddedInit, FromEmbedded, ToEmbedded } from "./messages.ts";

const MOST_CONTEXT_TOKENS = 131_072;

/** Loads a model's weights on a thread of its own. @throws ModelError MODEL_CANNOT_START; MissingPackageError */
export async function openEmbedded(source: EmbeddedSource): Promise<Backend> {
  const { embedded, contextTokens = 4096 } = source;
  if (typeof embedded !== "string" || embedded === "")
    throw new ModelError(
      "MODEL_INVALID_ARGUMENT",
      "embedded must be the path of a model's weights, a .gguf file.",
    );
  const problem = wholeNumberProblem("contextTokens", contextTokens, 256, MOST_CONTEXT_TOKENS);
  if (problem !== undefined) throw new ModelError("MODEL_INVALID_ARGUMENT", problem);
  const weights = resolve(embedded);
  try {
    await access(weights);
  } catch {
    throw new ModelError(
      "MODEL_CANNOT_START",
      `There are no weights at ${embedded}; give the path of a .gguf file.`,
    );
  }
  const backend = new EmbeddedBackend({
    library: findLibrary(weights, source.library).href,
    weights,
    contextTokens,
    // Two threads that compete for their cores are many times slower than one, so a core is left to the swarm.
    threads: Math.max(1, availableParallelism() - 1),
  });
  await backend.load();
  return backend;
}

/** An attempt that the thread works on. */
interface Asked {
  readonly onText: Attempt["onText"];
  readonly resolve: (answer: BackendAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/** A model in this program. Its thread is started anew at the next question when it was lost. */
class EmbeddedBackend implements Backend {
  readonly name: string;
  readonly privacy = "Nothing leaves the machine: the model runs in this program.";
  readonly mostAtOnce = 1;
  readonly #init: EmbeddedInit;
  readonly #asked = new Map<number, Asked>();
  #thread: Promise<Worker> | undefined;
  #last = 0;

  constructor(init: EmbeddedInit) {
    this.#init = init;
    this.name = `${basename(init.weights, ".gguf")} (embedded)`;
  }

  async load(): Promise<void> {
    await this.#started();
  }

  async answer({ signal, onText, ...rest }: Attempt): Promise<BackendAnswer> {
    const thread = await this.#started().catch((error: unknown) => {
      throw new AttemptFailure("MODEL_CANNOT_START", errorMessage(error));
    });
    signal.throwIfAborted();
    const id = ++this.#last;
    const { promise, resolve, reject } = Promise.withResolvers<BackendAnswer>();
    this.#asked.set(id, { onText, resolve, reject });
    const cancel = () => {
      thread.postMessage({ kind: "cancel", id } satisfies ToEmbedded);
      reject(signal.reason);
    };
    signal.addEventListener("abort", cancel, { once: true });
    thread.postMessage({ kind: "ask", id, ...rest } satisfies ToEmbedded);
    try {
      return await promise;
    } finally {
      signal.removeEventListener("abort", cancel);
      this.#asked.delete(id);
    }
  }

  async close(): Promise<void> {
    const thread = await this.#thread?.catch(() => undefined);
    await thread?.terminate();
  }

  #started(): Promise<Worker> {
    this.#thread ??= this.#start();
    return this.#thread;
  }

  #start(): Promise<Worker> {
    const worker = new Worker(siblingModule(import.meta.url, "thread"), { workerData: this.#init });
    const { promise, resolve, reject } = Promise.withResolvers<Worker>();
    const onLost = (reason: string) => {
      // Another one may have been started meanwhile.
      if (this.#thread === promise) this.#thread = undefined;
      reject(new ModelError("MODEL_CANNOT_START", `The embedded model cannot be loaded: ${reason}`));
      const failure = { isRetryable: true, isServerFault: true };
      for (const { reject: fail } of this.#asked.values())
        fail(
          new AttemptFailure(
            "MODEL_UNREACHABLE",
            `The embedded model's thread has ended: ${reason}`,
            failure,
          ),
        );
    };
    worker.on("message", (message: FromEmbedded) => {
      if (message.kind === "ready") {
        // A program without questions ends; one that awaits an answer does not, by the queue's timer.
        worker.unref();
        resolve(worker);
      } else if (message.kind === "unable") {
        onLost(message.reason);
        void worker.terminate();
      } else this.#receive(message);
    });
    worker.once("error", (error) => onLost(errorMessage(error)));
    worker.once("exit", (code) => onLost(`it exited with code ${code}`));
    return promise;
  }

  #receive(message: Exclude<FromEmbedded, { kind: "ready" | "unable" }>): void {
    const asked = this.#asked.get(message.id);
    switch (message.kind) {
      case "text":
        asked?.onText?.(message.text);
        return;
      case "answer": {
        const { text, promptTokens, answerTokens } = message;
        asked?.resolve({ text, model: this.name, promptTokens, answerTokens });
        return;
      }
      case "failed": {
        const code = message.isRefused ? "MODEL_REFUSED" : "MODEL_BAD_ANSWER";
        asked?.reject(
          new AttemptFailure(code, `The question cannot be answered by ${this.name}: ${message.reason}.`),
        );
        return;
      }
    }
  }
}
