import type { Memory } from "../runtime/shared-state.ts";
import type { Op } from "../runtime/suspensions.ts";

interface Holding {
  readonly memory: Memory;
  readonly low: number;
  readonly high: number;
  readonly thread: number;
}

/**
 * The holders of locks, as far as they can be inferred: a thread that changes a word from 0 by a compare-and-exchange or an exchange holds it
 * until it is 0 again. Nearly every lock works like this. The inference shades the picture and names holders in messages; it decides no verdict.
 */
export class Owners {
  readonly #holdings: Holding[] = [];
  /** The words that are used as locks so far. */
  readonly #locks = new Set<string>();
  readonly #refusals = new Map<string, number>();
  readonly #touched = new Map<string, { readonly thread: number; readonly site: number }>();

  onStep(op: Op, value: unknown, thread: number): void {
    if (!op.writes) return;
    const now = wordOf(op);
    this.#noteUse(op, value, thread);
    const at = this.#holdings.findIndex((one) => one.memory === op.memory && one.low === op.low);
    const isTaking = op.kind === "compareExchange" ? value === op.value : op.kind === "exchange";
    if (at < 0 && isTaking && isZero(value) && !isZero(now) && now !== undefined)
      this.#holdings.push({ memory: op.memory, low: op.low, high: op.high, thread });
    else if (at >= 0 && isZero(now)) {
      if (this.#holdings[at]?.thread === thread) this.#locks.add(keyOf(op));
      this.#holdings.splice(at, 1);
    }
    if (op.kind !== "wait" && op.kind !== "waitAsync" && op.kind !== "notify")
      this.#touched.set(`${op.memory.id}/${op.low}`, { thread, site: op.site });
  }

  /** What is held, by words that may turn out to be no locks. */
  get all(): readonly Holding[] {
    return this.#holdings;
  }

  /** The thread that holds the word of an access. */
  ownerOf(op: Op): number | undefined {
    if (!this.#locks.has(keyOf(op))) return undefined;
    return this.#holdings.find((one) => one.memory === op.memory && one.low === op.low)?.thread;
  }

  /** Whether a word is used as a lock: its holder frees it, or another thread sleeps until it is free, or tries again and again to take it. */
  isLock(holding: { readonly memory: Memory; readonly low: number }): boolean {
    return this.#locks.has(keyOf(holding));
  }

  #noteUse(op: Op, value: unknown, thread: number): void {
    const holding = this.#holdings.find((one) => one.memory === op.memory && one.low === op.low);
    if (holding === undefined || holding.thread === thread) return;
    const key = keyOf(op);
    if ((op.kind === "wait" || op.kind === "waitAsync") && !isZero(op.value)) this.#locks.add(key);
    if (op.kind !== "compareExchange" || !isZero(op.value) || isZero(value)) return;
    const place = `${key}/${thread}/${op.site}`;
    const times = (this.#refusals.get(place) ?? 0) + 1;
    this.#refusals.set(place, times);
    if (times > 1) this.#locks.add(key);
  }

  /** The thread that changed the word last, and where. */
  lastWriterOf(op: Op): { readonly thread: number; readonly site: number } | undefined {
    return this.#touched.get(`${op.memory.id}/${op.low}`);
  }
}

/** The current value of the word that an access touches. */
export function wordOf(op: Op): unknown {
  return op.index < 0 ? undefined : (op.view as Int32Array)[op.index];
}

const isZero = (value: unknown) => value === 0 || value === 0n;

const keyOf = ({ memory, low }: { readonly memory: Memory; readonly low: number }) => `${memory.id}/${low}`;
