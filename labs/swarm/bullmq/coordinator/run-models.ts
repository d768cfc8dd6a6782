import { ModelError } from "../../../agents/index.ts";
import { errorMessage } from "../../../common/error-message.ts";
import type { RunOptions } from "../../executor.ts";
import type { Job } from "../../job.ts";
import { JobModel } from "../../model/job-model.ts";
import type { ModelMessage, ModelReply } from "../../model/messages.ts";

/** The questions of one run's agents on worker machines, at the coordinator, where the model is. */
export class RunModels {
  readonly #options: RunOptions;
  readonly #now: () => number;
  readonly #models = new Map<Job, JobModel>();
  /** By job and the number of the question. */
  readonly #cancels = new Map<string, () => void>();

  /** @param now seconds since the run's start */
  constructor(options: RunOptions, now: () => number) {
    this.#options = options;
    this.#now = now;
  }

  receive(job: Job, message: ModelMessage, reply: (reply: ModelReply) => void): void {
    const key = `${job} ${message.id}`;
    if (message.kind === "model-cancel") {
      this.#cancels.get(key)?.();
      return;
    }
    void this.#ask(key, job, message, reply);
  }

  /** The agent was asked to stop. */
  stop(job: Job): void {
    this.#models.get(job)?.cancelAll();
  }

  /** The job has ended, or was lost: its questions are cancelled. */
  end(job: Job): void {
    this.#models.get(job)?.end();
    this.#models.delete(job);
  }

  endAll(): void {
    for (const job of [...this.#models.keys()]) this.end(job);
  }

  async #ask(
    key: string,
    job: Job,
    { id, question, isStreamed, askedAt }: Extract<ModelMessage, { kind: "model-ask" }>,
    reply: (reply: ModelReply) => void,
  ): Promise<void> {
    const onText = (text: string) => reply({ kind: "model-text", id, text });
    const { result, cancel } = this.#modelOf(job).start(
      question,
      Math.min(askedAt, this.#now()),
      isStreamed ? onText : undefined,
    );
    this.#cancels.set(key, cancel);
    try {
      reply({ kind: "model-answer", id, answer: await result });
    } catch (error) {
      const { code, message, usage } = ModelError.is(error)
        ? error
        : new ModelError("MODEL_UNREACHABLE", errorMessage(error));
      reply({ kind: "model-error", id, code, message, usage });
    } finally {
      this.#cancels.delete(key);
    }
  }

  #modelOf(job: Job): JobModel {
    const known = this.#models.get(job);
    if (known !== undefined) return known;
    const { settings, agents, onModelUse } = this.#options;
    const made = new JobModel({
      model: settings.model,
      agentId: agents[job]?.agentId ?? -1,
      now: this.#now,
      onUse: (use) => onModelUse(job, use),
    });
    this.#models.set(job, made);
    return made;
  }
}
