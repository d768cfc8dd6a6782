import { BEATS_TO_BEGIN } from "../beats-to-begin.ts";

/** How many heartbeats (1 s each) a process may take to become ready. */
export const BEATS_TO_START = 30;

/** How many pings may go unanswered. */
export const BEATS_UNANSWERED = 5;

/**
 * What the heartbeat says about a process:
 *
 * - `late`: it is still not ready.
 * - `frozen`: it shows no sign of life. An agent in an endless loop is no reason: the watchdog answers pings beside it.
 * - `blocked`: its watchdog lives, but its main thread does not begin with the agents it was sent, because something
 *   that an earlier agent left behind keeps it busy.
 */
export type Diagnosis = "well" | "late" | "frozen" | "blocked";

/** Counts the heartbeats of one process. */
export class VitalSigns {
  #toStart = 0;
  #unanswered = 0;
  #toBegin = 0;

  pong(): void {
    this.#unanswered = 0;
  }

  /** An agent has begun or ended. */
  progress(): void {
    this.#toBegin = 0;
  }

  /** One more heartbeat. */
  beat(isStarting: boolean, isKeptWaiting: boolean, beatsToBegin: number = BEATS_TO_BEGIN): Diagnosis {
    if (isStarting) return ++this.#toStart >= BEATS_TO_START ? "late" : "well";
    if (this.#unanswered >= BEATS_UNANSWERED) return "frozen";
    this.#unanswered++;
    this.#toBegin = isKeptWaiting ? this.#toBegin + 1 : 0;
    return this.#toBegin >= beatsToBegin ? "blocked" : "well";
  }
}
