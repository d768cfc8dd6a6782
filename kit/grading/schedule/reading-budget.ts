import { READING_CPU_SECONDS, STUDENT_READING_CPU_SECONDS } from "./limits.ts";
import type { ReadNotebook } from "./outcome.ts";

/** What reading one notebook came to, for later runs. */
export interface KeptReading {
  readonly read: ReadNotebook;
  /** Processor time that it took, or that it had and was too little, in seconds. */
  readonly seconds: number;
}

/** A reading that took this much processor time is kept, in seconds. */
const WORTH_KEEPING = 1;

/** Processor time for reading the notebooks of one student, one after the other. Each has its own limit too. */
export class ReadingBudget {
  readonly #most: number;
  #left: number;

  /** @param seconds - for all notebooks of the student */
  constructor(seconds = STUDENT_READING_CPU_SECONDS) {
    this.#most = seconds;
    this.#left = seconds;
  }

  /**
   * Reads a notebook, unless nothing is left.
   *
   * @param name - of the notebook, for the sentence
   * @param kept - what an earlier run came to. It is not done again, and counts as it did then.
   * @param read - reads within so many seconds of processor time
   * @returns what it came to, and what to keep of it for later runs
   */
  async spend(
    name: string,
    kept: KeptReading | undefined,
    read: (seconds: number) => Promise<ReadNotebook>,
  ): Promise<{ readonly read: ReadNotebook; readonly keep?: KeptReading }> {
    if (this.#left <= 0)
      return {
        read: {
          problem: `${name} was not read: reading one student's notebooks may take ${this.#most} s of processor time, and others took them.`,
        },
      };
    const seconds = Math.min(READING_CPU_SECONDS, this.#left);
    // A notebook that was given up may be read in more time than it had.
    if (kept && (!kept.read.isLost || kept.seconds >= seconds)) {
      this.#left -= kept.seconds;
      return { read: kept.read };
    }
    const { seconds: used = 0, ...result } = await read(seconds);
    this.#left -= used;
    if (used < WORTH_KEEPING) return { read: result };
    return { read: result, keep: { read: result, seconds: used } };
  }
}
