import {
  type ModelAccess,
  type ModelAnswer,
  ModelError,
  type ModelQuestion,
  type ModelUse,
  missingModel,
} from "../../agents/index.ts";
import { errorMessage } from "../../common/error-message.ts";
import { streamText, type TextSource } from "../../common/stream-text.ts";
import type { ModelOption } from "../options.ts";

export interface JobModelOptions {
  /** The run's model; undefined where it has none. */
  readonly model: ModelOption | undefined;
  readonly agentId: number;
  /** Seconds since the run's start. */
  readonly now: () => number;
  /** Called when a question has ended, or its agent. */
  readonly onUse: (use: ModelUse) => void;
}

/** A question that goes on. */
interface OpenQuestion {
  readonly askedAt: number;
  readonly controller: AbortController;
  readonly result: Promise<ModelAnswer>;
}

/** The model of one job's agent, in the thread where the model itself is. When the agent ends, its questions end with it. */
export class JobModel implements ModelAccess {
  readonly #options: JobModelOptions;
  readonly #access: ModelAccess | undefined;
  readonly #open = new Set<OpenQuestion>();
  #hasEnded = false;

  constructor(options: JobModelOptions) {
    const { model, agentId } = options;
    this.#options = options;
    this.#access = model?.accessFor === undefined ? model : model.accessFor(agentId);
  }

  ask(question: ModelQuestion): Promise<ModelAnswer> {
    return this.start(question, this.#options.now()).result;
  }

  stream(question: ModelQuestion): AsyncGenerator<string, ModelAnswer, void> {
    return streamText((onText) => this.start(question, this.#options.now(), onText));
  }

  /** Asks the model. @param askedAt when the agent has asked, in seconds since the run's start */
  start(question: ModelQuestion, askedAt: number, onText?: (text: string) => void): TextSource<ModelAnswer> {
    const access = this.#access;
    if (access === undefined) return refused(missingModel());
    if (this.#hasEnded)
      return refused(new ModelError("MODEL_CANCELLED", "The agent that asks has ended already."));
    const controller = new AbortController();
    const result = this.#answer(access, question, askedAt, controller.signal, onText);
    const open: OpenQuestion = { askedAt, controller, result };
    this.#open.add(open);
    const forget = () => void this.#open.delete(open);
    result.then(forget, forget);
    return { result, cancel: () => controller.abort() };
  }

  /** Cancels all questions, because the agent was asked to stop. */
  cancelAll(): void {
    for (const { controller } of this.#open) controller.abort();
  }

  /** The agent has ended. Its questions are cancelled, and nothing hears of it. */
  end(): void {
    this.#hasEnded = true;
    const now = this.#options.now();
    for (const { askedAt, controller, result } of this.#open) {
      result.catch(() => {});
      controller.abort();
      this.#options.onUse(failedUse(askedAt, now, new ModelError("MODEL_CANCELLED", "")));
    }
    this.#open.clear();
  }

  async #answer(
    access: ModelAccess,
    question: ModelQuestion,
    askedAt: number,
    cancelled: AbortSignal,
    onText: ((text: string) => void) | undefined,
  ): Promise<ModelAnswer> {
    // On its way from a worker a question waits as well.
    const late = this.#options.now() - askedAt;
    try {
      const asked = asSent(question, late, cancelled);
      const answer =
        onText === undefined ? await access.ask(asked) : await passOn(access.stream(asked), onText);
      const usage = Object.freeze({
        ...answer.usage,
        waitingSeconds: answer.usage.waitingSeconds + late,
      });
      const use = { startedAt: askedAt, ...usage, model: answer.model, error: undefined };
      if (!this.#hasEnded) this.#options.onUse(Object.freeze(use));
      return Object.freeze({ ...answer, usage });
    } catch (thrown) {
      const error = ModelError.is(thrown)
        ? thrown
        : new ModelError("MODEL_UNREACHABLE", `The model failed: ${errorMessage(thrown)}`);
      if (!this.#hasEnded) this.#options.onUse(failedUse(askedAt, this.#options.now(), error));
      throw error;
    }
  }
}

function refused(error: ModelError): TextSource<never> {
  return { result: Promise.reject(error), cancel: () => {} };
}

/** The question as the model gets it: its time began when the agent asked, and its end cancels it. */
function asSent(question: ModelQuestion, late: number, cancelled: AbortSignal): ModelQuestion {
  const { signal, timeout } = question;
  const both = signal === undefined ? cancelled : AbortSignal.any([signal, cancelled]);
  const left = typeof timeout === "number" && timeout > late ? { timeout: timeout - late } : {};
  return { ...question, ...left, signal: both };
}

async function passOn(
  stream: AsyncGenerator<string, ModelAnswer, void>,
  onText: (text: string) => void,
): Promise<ModelAnswer> {
  let step = await stream.next();
  for (; step.done !== true; step = await stream.next()) onText(step.value);
  return step.value;
}

/** What a question without an answer has cost: as far as it is unknown, all of its time was waiting. */
function failedUse(askedAt: number, now: number, { code, usage }: ModelError): ModelUse {
  return Object.freeze({
    startedAt: askedAt,
    waitingSeconds: now - askedAt - (usage?.modelSeconds ?? 0),
    modelSeconds: usage?.modelSeconds ?? 0,
    promptTokens: usage?.promptTokens ?? 0,
    answerTokens: usage?.answerTokens ?? 0,
    model: undefined,
    error: code,
  });
}
