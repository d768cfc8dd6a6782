import { ModelError } from "../../agents/index.ts";
import { errorMessage } from "../../common/error-message.ts";
import { swarmClock } from "../clock.ts";
import type { Job } from "../job.ts";
import type { RunProgram } from "../worker/run-program.ts";
import { JobModel } from "./job-model.ts";
import type { ModelMessage, ModelReply } from "./messages.ts";

/** The questions of one worker's agents, on the pool's side. It asks the model and sends what comes back. */
export class WorkerQuestions {
  readonly #reply: (message: ModelReply) => void;
  /** By job of the pool. */
  readonly #models = new Map<Job, JobModel>();
  /** By the number of the question. */
  readonly #cancels = new Map<number, () => void>();

  /** @param reply sends a message to the worker; throws when it cannot be copied */
  constructor(reply: (message: ModelReply) => void) {
    this.#reply = reply;
  }

  /** @param program the run of the job that asks; undefined when that job is not with the worker any more */
  receive(message: ModelMessage, program: RunProgram | undefined): void {
    if (message.kind === "model-cancel") {
      this.#cancels.get(message.id)?.();
      return;
    }
    if (program === undefined) {
      this.#fail(message.id, new ModelError("MODEL_CANCELLED", "The agent that asks has ended already."));
      return;
    }
    void this.#ask(message, this.#modelOf(message.job, program));
  }

  /** The agent of a job was asked to stop: its questions fail with MODEL_CANCELLED. */
  stop(job: Job): void {
    this.#models.get(job)?.cancelAll();
  }

  /** A job has ended: its questions are cancelled. */
  end(job: Job): void {
    this.#models.get(job)?.end();
    this.#models.delete(job);
  }

  /** The worker is gone. */
  endAll(): void {
    for (const job of this.#models.keys()) this.end(job);
  }

  async #ask(
    { id, question, isStreamed, askedAt }: Extract<ModelMessage, { kind: "model-ask" }>,
    model: JobModel,
  ): Promise<void> {
    const onText = (text: string) => this.#reply({ kind: "model-text", id, text });
    const { result, cancel } = model.start(question, askedAt, isStreamed ? onText : undefined);
    this.#cancels.set(id, cancel);
    try {
      const answer = await result;
      this.#reply({ kind: "model-answer", id, answer });
    } catch (error) {
      this.#fail(id, error);
    } finally {
      this.#cancels.delete(id);
    }
  }

  #modelOf(job: Job, program: RunProgram): JobModel {
    const known = this.#models.get(job);
    if (known !== undefined) return known;
    const { settings, onModelUse, modelOf } = program.options;
    const index = job - program.firstJob;
    const made = new JobModel({
      model: modelOf === undefined ? settings.model : modelOf(index),
      agentId: program.agents[index]?.agentId ?? -1,
      now: swarmClock(program.startTime),
      onUse: (use) => onModelUse(index, use),
    });
    this.#models.set(job, made);
    return made;
  }

  #fail(id: number, error: unknown): void {
    const { code, message, usage } = ModelError.is(error)
      ? error
      : new ModelError("MODEL_BAD_ANSWER", `The answer cannot be sent to the agent: ${errorMessage(error)}`);
    this.#reply({ kind: "model-error", id, code, message, usage });
  }
}
