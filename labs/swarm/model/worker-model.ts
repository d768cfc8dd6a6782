import { type ModelAccess, type ModelAnswer, ModelError, type ModelQuestion } from "../../agents/agent.ts";
import { describeValue } from "../../common/describe-value.ts";
import { errorMessage } from "../../common/error-message.ts";
import { streamText, type TextSource } from "../../common/stream-text.ts";
import type { Job } from "../job.ts";
import type { ModelMessage, ModelReply } from "./messages.ts";

/** A question whose answer has not come. */
interface Asked {
  readonly job: Job;
  readonly onText: ((text: string) => void) | undefined;
  readonly resolve: (answer: ModelAnswer) => void;
  readonly reject: (error: unknown) => void;
  /** Ends listening to the question's signal. */
  readonly stopListening: () => void;
}

/** The questions that a worker has sent to its coordinator, where the model is. */
export class SentQuestions {
  readonly #send: (message: ModelMessage) => void;
  // A plain object, because an agent may replace the methods of `Map.prototype`.
  readonly #asked: Record<number, Asked> = Object.create(null);
  #last = 0;

  constructor(send: (message: ModelMessage) => void) {
    this.#send = send;
  }

  /** The model of one job's agent. @param now seconds since the run's start */
  modelFor(job: Job, now: () => number): ModelAccess {
    this.#forgetOthers(job);
    const start = (question: ModelQuestion, onText?: (text: string) => void) =>
      this.#start(job, now(), question, onText);
    return {
      ask: (question) => start(question).result,
      stream: (question) => streamText((onText) => start(question, onText)),
    };
  }

  receive(reply: ModelReply): void {
    const asked = this.#asked[reply.id];
    if (asked === undefined) return;
    if (reply.kind === "model-text") {
      asked.onText?.(reply.text);
      return;
    }
    delete this.#asked[reply.id];
    asked.stopListening();
    if (reply.kind === "model-answer") asked.resolve(Object.freeze(reply.answer));
    else asked.reject(new ModelError(reply.code, reply.message, reply.usage));
  }

  #start(
    job: Job,
    askedAt: number,
    question: ModelQuestion,
    onText: ((text: string) => void) | undefined,
  ): TextSource<ModelAnswer> {
    const id = ++this.#last;
    const { promise, resolve, reject } = Promise.withResolvers<ModelAnswer>();
    try {
      const { signal, ...rest } = checked(question);
      if (signal?.aborted) throw new ModelError("MODEL_CANCELLED", "The question was cancelled.");
      this.#send({ kind: "model-ask", id, job, question: rest, isStreamed: onText !== undefined, askedAt });
      // The coordinator answers that it is cancelled.
      const cancel = () => this.#cancel(id);
      signal?.addEventListener("abort", cancel, { once: true });
      const stopListening = () => signal?.removeEventListener("abort", cancel);
      this.#asked[id] = { job, onText, resolve, reject, stopListening };
    } catch (error) {
      reject(ModelError.is(error) ? error : invalid(`cannot be sent to the model (${errorMessage(error)})`));
    }
    return { result: promise, cancel: () => this.#cancel(id) };
  }

  #cancel(id: number): void {
    if (this.#asked[id] !== undefined) this.#send({ kind: "model-cancel", id });
  }

  /** The coordinator answers no question of a job that has ended. */
  #forgetOthers(job: Job): void {
    for (const id in this.#asked) {
      const asked = this.#asked[id];
      if (asked === undefined || asked.job === job) continue;
      asked.stopListening();
      delete this.#asked[id];
    }
  }
}

function checked(question: ModelQuestion): ModelQuestion {
  if (typeof question !== "object" || question === null)
    throw invalid(`must be an object with messages, but got ${describeValue(question)}`);
  const { signal } = question;
  if (signal !== undefined && !(signal instanceof AbortSignal))
    throw invalid(`needs an AbortSignal as its signal, but got ${describeValue(signal)}`);
  return question;
}

function invalid(problem: string): ModelError {
  return new ModelError("MODEL_INVALID_ARGUMENT", `A question ${problem}.`);
}
