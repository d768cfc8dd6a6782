import { setTimeout } from "node:timers/promises";
import type { Queue } from "bullmq";
import type { JobData } from "../wire/job-data.ts";

/** How many jobs are added at once. More would keep workers waiting for the first. */
const MOST_AT_ONCE = 250;

/** How long after an error of the engine jobs are added again, in milliseconds. */
const RETRY_MS = 500;

interface Waiting {
  readonly id: string;
  readonly data: JobData;
  /** A job of a lower number goes first; one without a number before all others. */
  readonly priority: number | undefined;
  /** Whether it is still wanted. */
  readonly isWanted: () => boolean;
  /** Called when the engine has it. */
  readonly onAdded: () => void;
}

/** Adds jobs to a queue, many with one message. While the engine is away they wait here. */
export class JobAdder {
  readonly #queue: Queue;
  readonly #keepSeconds: number;
  readonly #waiting: Waiting[] = [];
  #isAdding = false;
  #isClosed = false;

  constructor(queue: Queue, keepSeconds: number) {
    this.#queue = queue;
    this.#keepSeconds = keepSeconds;
  }

  add(waiting: Waiting): void {
    this.#waiting.push(waiting);
    if (this.#isAdding) return;
    this.#isAdding = true;
    // Jobs that are added in the same turn of the event loop go together.
    setImmediate(() => void this.#addAll());
  }

  close(): void {
    this.#isClosed = true;
  }

  async #addAll(): Promise<void> {
    while (this.#waiting.length > 0 && !this.#isClosed) {
      const batch = this.#waiting.splice(0, MOST_AT_ONCE).filter(({ isWanted }) => isWanted());
      if (batch.length === 0) continue;
      try {
        await this.#queue.addBulk(batch.map((one) => this.#jobOf(one)));
        for (const { onAdded } of batch) onAdded();
      } catch {
        // The engine is away. Its ids keep a job from being added twice.
        this.#waiting.unshift(...batch);
        await setTimeout(RETRY_MS);
      }
    }
    this.#isAdding = false;
  }

  #jobOf({ id, data, priority }: Waiting) {
    const keep = { age: this.#keepSeconds };
    return {
      name: "agent",
      data,
      opts: {
        jobId: id,
        attempts: 1,
        removeOnComplete: keep,
        removeOnFail: keep,
        ...(priority !== undefined && { priority }),
      },
    };
  }
}
