import type { ValidateFunction } from "ajv/dist/2020.js";
import type { ModelAnswer, ModelError, ModelQuestion, ModelUsage } from "../agents/index.ts";
import type { Ticket } from "./queue/scheduler.ts";

/** Who asks. */
export interface Caller {
  /** Undefined for a question from outside a swarm. */
  readonly agentId: number | undefined;
}

export interface PendingQuestionOptions {
  readonly question: ModelQuestion;
  readonly caller: Caller;
  /** When it was asked and when it fails, in seconds of the gateway's clock. */
  readonly askedAt: number;
  readonly deadline: number;
  readonly promptTokens: number;
  readonly maxTokens: number;
  readonly validate: ValidateFunction | undefined;
  readonly onText: ((text: string) => void) | undefined;
}

/** A question from its asking to its answer or error, and the time that it has spent. */
export class PendingQuestion implements Ticket {
  readonly question: ModelQuestion;
  readonly caller: Caller;
  readonly priority: number;
  readonly deadline: number;
  readonly tokens: number;
  readonly maxTokens: number;
  readonly validate: ValidateFunction | undefined;
  readonly answer: Promise<ModelAnswer>;
  /** How many attempts have started. */
  attempts = 0;
  /** Whether a piece of the answer has been passed on, after which it cannot be asked again. */
  hasText = false;
  readonly #promptTokens: number;
  readonly #onText: ((text: string) => void) | undefined;
  readonly #settle = Promise.withResolvers<ModelAnswer>();
  #controller = new AbortController();
  /** Since when it waits, or is with the model. */
  #since: number;
  #waitingSeconds = 0;
  #modelSeconds = 0;
  #stopListening: () => void = () => {};

  constructor(options: PendingQuestionOptions) {
    this.question = options.question;
    this.caller = options.caller;
    this.priority = options.question.priority ?? 0;
    this.deadline = options.deadline;
    this.maxTokens = options.maxTokens;
    this.tokens = options.promptTokens + options.maxTokens;
    this.validate = options.validate;
    this.#promptTokens = options.promptTokens;
    this.#onText = options.onText;
    this.#since = options.askedAt;
    this.answer = this.#settle.promise;
  }

  /** Calls a function when the question's own signal aborts, until the question has ended. */
  onAbort(cancel: () => void): void {
    const { signal } = this.question;
    signal?.addEventListener("abort", cancel, { once: true });
    this.#stopListening = () => signal?.removeEventListener("abort", cancel);
  }

  /** An attempt starts. Returns the signal that ends it, and the function that takes its text. */
  begin(now: number): { signal: AbortSignal; onText: ((text: string) => void) | undefined } {
    this.attempts++;
    this.#waitingSeconds += now - this.#since;
    this.#since = now;
    const controller = new AbortController();
    this.#controller = controller;
    const onText = this.#onText;
    const pass = (text: string) => {
      if (controller.signal.aborted || text === "") return;
      this.hasText = true;
      onText?.(text);
    };
    return { signal: controller.signal, onText: onText && pass };
  }

  /** The attempt has ended. What it goes on to say is not heard. */
  endAttempt(now: number): void {
    this.#modelSeconds += now - this.#since;
    this.#since = now;
    this.#controller.abort();
  }

  /** It has waited until now, and does not wait any longer. */
  endWaiting(now: number): void {
    this.#waitingSeconds += now - this.#since;
    this.#since = now;
  }

  usage(counted?: { promptTokens: number; answerTokens: number }): ModelUsage {
    return Object.freeze({
      promptTokens: counted?.promptTokens ?? (this.attempts === 0 ? 0 : this.#promptTokens),
      answerTokens: counted?.answerTokens ?? 0,
      waitingSeconds: this.#waitingSeconds,
      modelSeconds: this.#modelSeconds,
    });
  }

  resolve(answer: ModelAnswer): void {
    this.#stopListening();
    this.#settle.resolve(answer);
  }

  reject(error: ModelError): void {
    this.#stopListening();
    this.#settle.reject(error);
  }
}
