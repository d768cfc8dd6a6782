import type { Memory } from "../runtime/shared-state.ts";
import type { Op } from "../runtime/suspensions.ts";

interface Holding {
  readonly memory: Memory;
  readonly low: number;
  readonly high: number;
  readonly thread: number;
}

/**
 * Who holds which lock, as far as that can be seen from outside: a word that one thread changed from 0 by a compare-and-exchange or an
 * exchange is held by that thread until it is 0 again. That is how nearly every lock looks; it decides no verdict, it shades the picture and
 * names who waits for whom.
 */
export class Owners {
  readonly #holdings: Holding[] = [];
  readonly #touched = new Map<string, { readonly thread: number; readonly site: number }>();

  onStep(op: Op, value: unknown, thread: number): void {
    if (!op.writes) return;
    const now = wordOf(op);
    const at = this.#holdings.findIndex((one) => one.memory === op.memory && one.low === op.low);
    const isTaking = op.kind === "compareExchange" ? value === op.value : op.kind === "exchange";
    if (at < 0 && isTaking && isZero(value) && !isZero(now) && now !== undefined)
      this.#holdings.push({ memory: op.memory, low: op.low, high: op.high, thread });
    else if (at >= 0 && isZero(now)) this.#holdings.splice(at, 1);
    if (op.kind !== "wait" && op.kind !== "waitAsync" && op.kind !== "notify")
      this.#touched.set(`${op.memory.id}/${op.low}`, { thread, site: op.site });
  }

  get all(): readonly Holding[] {
    return this.#holdings;
  }

  /** Who holds the word of an access. */
  ownerOf(op: Op): number | undefined {
    return this.#holdings.find((one) => one.memory === op.memory && one.low === op.low)?.thread;
  }

  /** Who changed it last. */
  lastWriterOf(op: Op): { readonly thread: number; readonly site: number } | undefined {
    return this.#touched.get(`${op.memory.id}/${op.low}`);
  }
}

/** The word of memory that an access is about, as it is now. */
export function wordOf(op: Op): unknown {
  return op.index < 0 ? undefined : (op.view as Int32Array)[op.index];
}

const isZero = (value: unknown) => value === 0 || value === 0n;
