import {
  type ModelAccess,
  type ModelAnswer,
  ModelError,
  type ModelErrorCode,
  type ModelQuestion,
} from "../agents/index.ts";
import { errorMessage } from "../common/error-message.ts";
import { streamText, type TextSource } from "../common/stream-text.ts";
import { estimatePromptTokens, estimateTokens } from "./answers/estimate-tokens.ts";
import { oneLine } from "./answers/one-line.ts";
import { checkAnswer, SchemaChecks } from "./answers/schema-check.ts";
import { AttemptFailure } from "./backends/attempt-failure.ts";
import type { Backend, BackendAnswer } from "./backends/backend.ts";
import type { Model, ModelReport, ModelState } from "./options.ts";
import { type Caller, PendingQuestion } from "./pending-question.ts";
import { retryDelay } from "./queue/retry-delay.ts";
import { Scheduler } from "./queue/scheduler.ts";
import { checkQuestion, type ModelSettings } from "./read-options.ts";
import { UsageMeter } from "./usage-meter.ts";

/** The longest time that one timer waits, in milliseconds; then it is set anew. */
const LONGEST_TIMER_MS = 60_000;

/** The model that {@link openModel} opens: the scheduler's clock and timer, and the attempts at the backend. */
export class Gateway implements Model {
  readonly #backend: Backend;
  readonly #settings: ModelSettings;
  readonly #scheduler: Scheduler<PendingQuestion>;
  readonly #meter = new UsageMeter();
  readonly #schemas = new SchemaChecks();
  /** Questions from outside a swarm share one turn. */
  readonly #outside: Caller = { agentId: undefined };
  #state: ModelState = "open";
  #isClosed: Promise<void> | undefined;
  readonly #isIdle = Promise.withResolvers<void>();
  #timer: NodeJS.Timeout | undefined;
  /** When the timer fires. */
  #timerAt = 0;
  /** Why the server failed last. */
  #lastFailure = "";

  constructor(backend: Backend, settings: ModelSettings) {
    this.#backend = backend;
    this.#settings = settings;
    this.#scheduler = new Scheduler(settings);
  }

  get name(): string {
    return this.#backend.name;
  }

  get state(): ModelState {
    return this.#state;
  }

  get privacy(): string {
    return this.#backend.privacy;
  }

  ask(question: ModelQuestion): Promise<ModelAnswer> {
    return this.#start(question, this.#outside, undefined).result;
  }

  stream(question: ModelQuestion): AsyncGenerator<string, ModelAnswer, void> {
    return streamText((onText) => this.#start(question, this.#outside, onText));
  }

  accessFor(agentId: number): ModelAccess {
    const caller: Caller = { agentId };
    return {
      ask: (question) => this.#start(question, caller, undefined).result,
      stream: (question) => streamText((onText) => this.#start(question, caller, onText)),
    };
  }

  usage(): ModelReport {
    const { waiting, underWay } = this.#scheduler;
    const breaker = this.#scheduler.breakerState(now());
    return this.#meter.report({ model: this.name, waiting, underWay, breaker });
  }

  close({ force = false }: { readonly force?: boolean } = {}): Promise<void> {
    this.#isClosed ??= this.#close();
    if (force) {
      const pending = [...this.#scheduler.allWaiting(), ...this.#scheduler.allUnderWay()];
      for (const one of pending) this.#give(one, "MODEL_CLOSED", "The model was closed.");
      this.#pump();
    }
    return this.#isClosed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    this.#state = "closing";
    this.#pump();
    await this.#isIdle.promise;
    await this.#backend.close();
    this.#state = "closed";
  }

  #start(
    question: ModelQuestion,
    caller: Caller,
    onText: ((text: string) => void) | undefined,
  ): TextSource<ModelAnswer> {
    let pending: PendingQuestion;
    try {
      pending = this.#enter(question, caller, onText);
    } catch (error) {
      return { result: Promise.reject(error), cancel: () => {} };
    }
    const cancel = () => this.#cancel(pending);
    pending.onAbort(cancel);
    this.#pump();
    return { result: pending.answer, cancel };
  }

  /** Takes a question into the queue. @throws ModelError */
  #enter(
    question: ModelQuestion,
    caller: Caller,
    onText: ((text: string) => void) | undefined,
  ): PendingQuestion {
    checkQuestion(question);
    const askedAt = now();
    const { timeout, maxTokens } = this.#settings;
    const pending = new PendingQuestion({
      question,
      caller,
      askedAt,
      deadline: askedAt + (question.timeout ?? timeout),
      promptTokens: estimatePromptTokens(question.messages),
      maxTokens: question.maxTokens ?? maxTokens,
      validate: question.schema && this.#schemas.compile(question.schema),
      onText,
    });
    const { mostTokens } = this.#scheduler;
    if (pending.tokens > mostTokens)
      throw new ModelError(
        "MODEL_INVALID_ARGUMENT",
        `The question and its longest answer have about ${pending.tokens} tokens, but the model's limit lets through ` +
          `${mostTokens}; shorten it, or lower its maxTokens.`,
      );
    this.#meter.asked(caller.agentId);
    const refusal = this.#refusal(pending, askedAt);
    if (refusal !== undefined) {
      this.#meter.ended(caller.agentId, pending.usage(), refusal.code);
      throw refusal;
    }
    return pending;
  }

  /** Why a question does not get into the queue; undefined when it is in. */
  #refusal(pending: PendingQuestion, at: number): ModelError | undefined {
    if (this.#state !== "open")
      return new ModelError("MODEL_CLOSED", `The model is ${this.#state}, so it takes no more questions.`);
    if (pending.question.signal?.aborted) return new ModelError("MODEL_CANCELLED", CANCELLED);
    if (this.#scheduler.isDown(at)) return new ModelError("MODEL_UNREACHABLE", this.#downMessage(at));
    if (this.#scheduler.add(pending, at)) return undefined;
    const { maxQueued } = this.#settings;
    const message = `${maxQueued} questions wait for the model already, as many as its option maxQueued allows.`;
    return new ModelError("MODEL_QUEUE_FULL", message);
  }

  #downMessage(at: number): string {
    const seconds = (this.#scheduler.trialAt(at) - at).toFixed(1);
    return `The model failed again and again and is left alone for ${seconds} s more. Its last failure: ${this.#lastFailure}`;
  }

  /** Does all that is due: fails what is too late, starts what may start, and sets the timer for the next time. */
  #pump(): void {
    const at = now();
    for (let late = this.#scheduler.expired(at); late !== undefined; late = this.#scheduler.expired(at))
      this.#expire(late, at);
    if (this.#scheduler.isDown(at)) {
      for (const one of [...this.#scheduler.allWaiting()])
        this.#give(one, "MODEL_UNREACHABLE", this.#downMessage(at));
    }
    for (let next = this.#scheduler.next(at); next !== undefined; next = this.#scheduler.next(at))
      void this.#attempt(next, at);
    this.#setTimer(this.#scheduler.wakeAt(at), at);
    const isIdle = this.#scheduler.waiting === 0 && this.#scheduler.underWay === 0;
    if (isIdle && this.#state === "closing") this.#isIdle.resolve();
  }

  #setTimer(wakeAt: number, at: number): void {
    if (wakeAt === Number.POSITIVE_INFINITY) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      return;
    }
    // A timer that fires too early does no harm. One that should have fired already was lost with its cell of a notebook.
    const isSoonEnough = this.#timer !== undefined && this.#timerAt <= wakeAt && this.#timerAt > at - 1;
    if (isSoonEnough) return;
    clearTimeout(this.#timer);
    const milliseconds = Math.min(LONGEST_TIMER_MS, Math.max(1, Math.ceil((wakeAt - at) * 1000)));
    this.#timerAt = at + milliseconds / 1000;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#pump();
    }, milliseconds);
  }

  async #attempt(pending: PendingQuestion, at: number): Promise<void> {
    const { signal, onText } = pending.begin(at);
    const { messages, schema, temperature } = pending.question;
    const { maxTokens } = pending;
    try {
      const attempt = { messages, schema, maxTokens, temperature, signal, onText };
      const answer = await this.#backend.answer(attempt);
      if (this.#scheduler.isUnderWay(pending)) this.#onAnswer(pending, answer);
    } catch (error) {
      // One that was cancelled or was too late has ended already.
      if (this.#scheduler.isUnderWay(pending)) this.#onFailure(pending, error);
    }
    this.#pump();
  }

  #onAnswer(pending: PendingQuestion, answer: BackendAnswer): void {
    const at = now();
    const { text, model } = answer;
    const { question, caller, validate } = pending;
    const promptTokens = answer.promptTokens ?? estimatePromptTokens(question.messages);
    const answerTokens = answer.answerTokens ?? estimateTokens(text);
    this.#scheduler.finish(pending, { server: "answered", tokens: promptTokens + answerTokens }, at);
    pending.endAttempt(at);
    const usage = pending.usage({ promptTokens, answerTokens });
    const checked = validate && checkAnswer(text, validate);
    if (checked !== undefined && "problem" in checked) {
      this.#meter.ended(caller.agentId, usage, "MODEL_BAD_ANSWER");
      const message = `The model ${oneLine(model, 100)} gave a bad answer: ${oneLine(checked.problem, 300)}.`;
      pending.reject(new ModelError("MODEL_BAD_ANSWER", message, usage));
      return;
    }
    this.#meter.ended(caller.agentId, usage);
    pending.resolve(Object.freeze({ text, ...checked, model, usage }));
  }

  #onFailure(pending: PendingQuestion, error: unknown): void {
    const at = now();
    const failure = AttemptFailure.is(error)
      ? error
      : new AttemptFailure("MODEL_BAD_ANSWER", `The model failed: ${errorMessage(error)}`);
    const server = failure.isServerFault ? "failed" : "answered";
    if (failure.isServerFault) this.#lastFailure = failure.message;
    const { retries, retryDelay: base } = this.#settings;
    const { retryAfter } = failure;
    if (retryAfter !== undefined) this.#scheduler.hold(retryAfter, at);
    const retryAt = at + retryDelay(pending.attempts - 1, base, Math.random(), retryAfter);
    const isTriedAgain = failure.isRetryable && pending.attempts <= retries && !pending.hasText;
    if (isTriedAgain && retryAt < pending.deadline) {
      this.#scheduler.retry(pending, retryAt, { server }, at);
      pending.endAttempt(at);
      this.#meter.retried();
      return;
    }
    this.#scheduler.finish(pending, { server }, at);
    pending.endAttempt(at);
    const tries = pending.attempts === 1 ? "" : ` (after ${pending.attempts} attempts)`;
    this.#reject(pending, failure.code, `${failure.message}${tries}`);
  }

  /** A question's time is over. The scheduler counts it as gone already. */
  #expire(pending: PendingQuestion, at: number): void {
    const isOverall = pending.deadline <= at;
    const seconds = pending.question.timeout ?? this.#settings.timeout;
    const isUnderWay = this.#scheduler.isUnderWay(pending);
    if (isUnderWay && !isOverall) this.#lastFailure = "it did not answer in time.";
    if (isUnderWay) {
      this.#scheduler.finish(pending, { server: isOverall ? "unknown" : "failed" }, at);
      pending.endAttempt(at);
    } else {
      this.#scheduler.drop(pending);
      pending.endWaiting(at);
    }
    const where = isUnderWay ? "the model had begun with it" : "it was still waiting for the model";
    const message = isOverall
      ? `The question was not answered within its timeout of ${seconds} s; ${where}.`
      : `The model did not answer within its answerTimeout of ${this.#settings.answerTimeout} s.`;
    this.#reject(pending, "MODEL_TIMEOUT", message);
  }

  #cancel(pending: PendingQuestion): void {
    if (this.#give(pending, "MODEL_CANCELLED", CANCELLED)) this.#pump();
  }

  /** Ends a question with an error, wherever it is. Returns false when it has ended already. */
  #give(pending: PendingQuestion, code: ModelErrorCode, message: string): boolean {
    const at = now();
    if (this.#scheduler.isUnderWay(pending)) {
      this.#scheduler.finish(pending, { server: "unknown" }, at);
      pending.endAttempt(at);
    } else if (this.#scheduler.drop(pending)) pending.endWaiting(at);
    else return false;
    this.#reject(pending, code, message);
    return true;
  }

  #reject(pending: PendingQuestion, code: ModelErrorCode, message: string): void {
    const usage = pending.usage();
    this.#meter.ended(pending.caller.agentId, usage, code);
    pending.reject(new ModelError(code, message, usage));
  }
}

const CANCELLED = "The question was cancelled.";

/** Seconds, on the clock of all deadlines. */
function now(): number {
  return performance.now() / 1000;
}
