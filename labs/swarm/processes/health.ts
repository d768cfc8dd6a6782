import { PINGS_TO_BEGIN } from "../worker/pings-to-begin.ts";

/** How many pings (one a second) a process may take to become ready. */
export const PINGS_TO_START = 30;

/** How many pings may stay unanswered. */
export const PINGS_UNANSWERED = 5;

/**
 * The health of a process at a ping:
 *
 * - `late`: it is still not ready.
 * - `frozen`: its watchdog does not answer. An agent in an endless loop does not keep the watchdog from answering.
 * - `blocked`: its watchdog answers, but its main thread does not begin the jobs that it was sent, because a timer or
 *   promise of an earlier agent keeps it busy.
 */
export type Health = "well" | "late" | "frozen" | "blocked";

/** Counts the pings of one process. */
export class HealthCounter {
  #toStart = 0;
  #unanswered = 0;
  #toBegin = 0;

  /** The watchdog has answered. */
  pong(): void {
    this.#unanswered = 0;
  }

  /** A job has been sent or has ended. */
  progress(): void {
    this.#toBegin = 0;
  }

  /** Counts one more ping. */
  ping(isStarting: boolean, isKeptWaiting: boolean, pingsToBegin: number = PINGS_TO_BEGIN): Health {
    if (isStarting) return ++this.#toStart >= PINGS_TO_START ? "late" : "well";
    if (this.#unanswered >= PINGS_UNANSWERED) return "frozen";
    this.#unanswered++;
    this.#toBegin = isKeptWaiting ? this.#toBegin + 1 : 0;
    return this.#toBegin >= pingsToBegin ? "blocked" : "well";
  }
}
