import type { Op } from "../runtime/suspensions.ts";
import type { World } from "../runtime/world.ts";
import { BrokenRule } from "../schedule/run-end.ts";
import { letterOf } from "../schedule/trace.ts";

type Word = readonly [view: Int32Array, index: number];

/** A thread unlocked a lock that it did not hold. */
export class UnlockError extends Error {}

/** Watches words that are locks: 0 is free, another value is held by the thread that wrote it. */
export class LockWatch {
  readonly #words: readonly Word[];
  readonly #nameOf: (word: Word) => string;
  readonly #world: World;
  readonly #hasRecovery: boolean;
  #held: { owner: number | undefined; value: number }[] = [];

  /** @param hasRecovery - whether the program recovers from a death: then a dead thread's lock is free in the end */
  constructor(words: readonly Word[], world: World, hasRecovery: boolean, nameOf: (word: Word) => string) {
    this.#world = world;
    this.#hasRecovery = hasRecovery;
    this.#words = words;
    this.#nameOf = nameOf;
  }

  startRun(): void {
    this.#held = this.#words.map(([view, index]) => ({ owner: undefined, value: view[index] as number }));
  }

  /** The holders, as a number. */
  get state(): number {
    return this.#held.reduce((all, { owner = -1 }) => (Math.imul(all, 31) + owner + 2) | 0, 7);
  }

  /** @throws BrokenRule when a thread releases a lock that it does not hold */
  onWrite(op: Op, thread: number): void {
    for (const [at, word] of this.#words.entries()) {
      const [view, index] = word;
      const held = this.#held[at];
      const low = view.byteOffset + index * view.BYTES_PER_ELEMENT;
      if (held === undefined || op.memory.buffer !== view.buffer || op.low > low || op.high <= low) continue;
      if (op.kind === "wait" || op.kind === "waitAsync" || op.kind === "notify") continue;
      const before = held.value;
      const value = view[index] as number;
      held.value = value;
      const isRelease = value === 0 || (before === 0 && op.kind === "sub");
      if (!isRelease) {
        if (before === 0) held.owner = thread;
        continue;
      }
      const { owner } = held;
      held.owner = undefined;
      // A compare-and-exchange of 0 for 0 neither takes nor releases the lock.
      // After a death another thread may free the lock.
      if (owner !== undefined && this.#isDead(owner)) continue;
      if (owner === thread || (before === 0 && op.kind === "compareExchange")) continue;
      const who = owner === undefined ? "nobody held it" : `${letterOf(owner)} held it`;
      throw new BrokenRule(
        "lock",
        new UnlockError(`${letterOf(thread)} unlocked ${this.#nameOf(word)}, but ${who}.`),
      );
    }
  }

  #isDead(thread: number): boolean {
    return this.#world.deaths.some((death) => death.thread === thread);
  }

  /** @throws BrokenRule when a thread has ended and still holds a lock */
  onEnd(): void {
    for (const [at, { owner }] of this.#held.entries()) {
      if (owner === undefined || (this.#isDead(owner) && !this.#hasRecovery)) continue;
      const name = this.#nameOf(this.#words[at] as Word);
      throw new BrokenRule(
        "finally",
        new NeverUnlockedError(
          `${letterOf(owner)} has ${this.#isDead(owner) ? "died" : "ended"} and still holds ${name}.`,
        ),
      );
    }
  }
}

/** A thread ended and still held a lock. */
export class NeverUnlockedError extends Error {}
