import type { History } from "../runtime/history.ts";
import type { VirtualThread } from "../runtime/thread.ts";

/** What a thread has seen when it stops the next time, and whether it has ended. */
interface Stop {
  readonly check: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly isDone: boolean;
}

const MOST_STOPS = 500_000;

/** What threads did from one access to the next in earlier runs. A thread that has seen the same does the same again. */
export class KnownStops {
  /** Whether a search uses them. */
  isUsed = false;
  readonly #stops = new Map<number, Stop>();

  clear(): void {
    this.#stops.clear();
  }

  /** Records how a thread went on. @param before - what it had seen with the result of its access */
  note(before: Pick<History, "a" | "b" | "c">, thread: VirtualThread): void {
    const { a, b, c } = thread.loops.history;
    const { state } = thread;
    if ((state !== "ready" && state !== "done") || this.#stops.size >= MOST_STOPS) return;
    this.#stops.set(keyOf(before), { check: before.c, a, b, c, isDone: state === "done" });
  }

  find(before: History): Stop | undefined {
    const stop = this.#stops.get(keyOf(before));
    return stop?.check === before.c ? stop : undefined;
  }
}

const keyOf = ({ a, b }: Pick<History, "a" | "b">) => (a >>> 0) * 0x20_0000 + (b >>> 11);
