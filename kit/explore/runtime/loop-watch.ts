import { History } from "./history.ts";
import type { Memory } from "./shared-state.ts";
import type { Op } from "./suspensions.ts";

/** Thrown for an endless loop that touches nothing that another thread could change. */
export class EndlessLoop extends Error {}

/** Thrown when the time of the exploration is over in the middle of a run. */
export class TimeIsUp extends Error {}

/** The time at which the exploration must end, in milliseconds of `performance.now()`. */
export const timeLimit: { end: number } = { end: Number.POSITIVE_INFINITY };

/** The state of a loop at the start of its last turn. */
export interface LoopToken {
  isFirst: boolean;
  writes: number;
  changes: number;
  reads: number;
  carried: readonly unknown[];
  /** When the loop began: the thread's history, and the number of changes of its own memory. */
  a: number;
  b: number;
  c: number;
  position: number;
  changesBefore: number;
}

/** The number of turns without an access after which a loop counts as endless. */
const MOST_TURNS = 200_000;
/** The most reads that are remembered. A loop with more reads in a turn is never seen to stand still. */
const MOST_READS = 2_000;

/**
 * Detects that a thread's loop stands still. A turn that wrote no shared memory, changed none of the thread's own memory, carried the same values
 * as the turn before and read only unchanged memory repeats itself until another thread writes that memory.
 */
export class LoopWatch {
  /** The number of changes of the thread's own memory: its variables outside functions, its objects, its clock. */
  changes = 0;
  /** The number of turns since all threads got new patience. */
  turns = 0;
  /** The number of turns of all loops of the run. */
  allTurns = 0;
  /** The reads that the standing loop repeats. */
  spinsOn: readonly Op[] = [];
  /** Whether the turn that begins would repeat the last one. */
  standsStill = false;
  /**
   * What the thread has seen. When a turn of a loop begins, and the thread's own memory is as it was before the loop, then its state is that before the
   * loop with the values that the loop carries. What the turns have seen besides is taken out again.
   */
  readonly history = new History();
  #writes = 0;
  #reads: Op[] = [];
  #idleTurns = 0;
  /** Whether a loop has begun a turn since the last write. Reads are remembered only then. */
  #isLooping = false;

  /** The thread is about to make an access. */
  noteAccess(): void {
    this.#idleTurns = 0;
  }

  /** Records an access that changed nothing. @param step - the exploration's count of steps */
  noteRead(op: Op, step: number): void {
    if (!this.#isLooping) return;
    if (this.#reads.length >= MOST_READS) this.forget();
    op.step = step;
    this.#reads.push(op);
  }

  /** Records an access that changed memory. */
  noteWrite(): void {
    this.#writes++;
    this.#isLooping = false;
    this.#reads.length = 0;
  }

  /** Records an event after which no loop repeats itself. */
  forget(): void {
    this.#reads.length = 0;
    this.changes++;
  }

  /** The state of a loop that begins. */
  newLoop(): LoopToken {
    const { a, b, c, position } = this.history;
    return {
      isFirst: true,
      writes: 0,
      changes: 0,
      reads: 0,
      carried: [],
      a,
      b,
      c,
      position,
      changesBefore: this.changes,
    };
  }

  /** Records that a turn of a loop begins. @param carried - the values that the loop carries from turn to turn. @throws EndlessLoop */
  turn(token: LoopToken, carried: readonly unknown[]): void {
    this.turns++;
    this.allTurns++;
    this.work();
    const isSame =
      !token.isFirst &&
      token.writes === this.#writes &&
      token.changes === this.changes &&
      token.carried.every((before, i) => Object.is(before, carried[i]));
    if (isSame) this.#lookAt(this.#reads.slice(token.reads));
    if (token.changesBefore === this.changes && carried.every(isPlain)) {
      // All that the turns before have left behind are these values.
      this.history.restore(token);
      this.history.mix(TURN);
      for (const value of carried) this.history.mixValue(value);
    }
    token.isFirst = false;
    token.writes = this.#writes;
    token.changes = this.changes;
    token.reads = this.#reads.length;
    token.carried = carried;
    this.#isLooping = true;
  }

  /** Counts work between two accesses. @throws EndlessLoop @throws TimeIsUp */
  work(amount = 1): void {
    this.#idleTurns += amount;
    if (this.#idleTurns > MOST_TURNS) throw new EndlessLoop();
    if (this.#idleTurns % 1024 === 0 && performance.now() > timeLimit.end) throw new TimeIsUp();
  }

  /** Whether a write to these bytes can end the loop's standstill. */
  isAwakenedBy(memory: Memory, low: number, high: number): boolean {
    return this.spinsOn.some((op) => op.memory === memory && op.low < high && low < op.high);
  }

  #lookAt(reads: readonly Op[]): void {
    // No other thread can make the next turn differ.
    if (reads.length === 0) throw new EndlessLoop();
    if (reads.some((op) => op.memory.isWrittenSince(op.low, op.high, op.step))) return;
    this.spinsOn = reads;
    this.standsStill = true;
  }
}

/** Marks the beginning of a turn in a thread's history. */
const TURN = 0x5000_0000;

const isPlain = (value: unknown) =>
  value === null || (typeof value !== "object" && typeof value !== "function" && typeof value !== "symbol");
