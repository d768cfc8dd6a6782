import type { Memory } from "./shared-state.ts";
import type { Op } from "./suspensions.ts";

/** An endless loop that touches nothing that another thread could change. */
export class EndlessLoop extends Error {}

/** What a loop looked like when its last turn began. */
export interface LoopToken {
  isFirst: boolean;
  writes: number;
  changes: number;
  reads: number;
  carried: readonly unknown[];
}

/** Turns of loops without an access in between, after which a loop counts as endless. */
const MOST_TURNS = 200_000;
/** Reads that are remembered; a loop whose turn has more of them is never seen to stand still. */
const MOST_READS = 2_000;

/**
 * Sees when a thread's loop stands still: a turn that wrote nothing, changed nothing of the thread's own, carried no other values than the turn
 * before, and read only what nobody has written since, will be repeated without a difference until somebody writes that memory.
 */
export class LoopWatch {
  /** Counts changes of what belongs to the thread alone: its variables outside functions, its objects, its clock. */
  changes = 0;
  /** Turns since the thread was last chosen to run. */
  turns = 0;
  /** The reads that a loop repeats which stands still. */
  spinsOn: readonly Op[] = [];
  /** The turn that begins would be the same as the last one. */
  standsStill = false;
  #writes = 0;
  #reads: Op[] = [];
  #idleTurns = 0;
  /** Whether a loop has begun a turn since the last write: only then reads need to be remembered. */
  #isLooping = false;

  /** The thread is about to make an access. */
  noteAccess(): void {
    this.#idleTurns = 0;
  }

  /** An access that changed nothing was made. @param step - by the exploration's count of steps */
  noteRead(op: Op, step: number): void {
    if (!this.#isLooping) return;
    if (this.#reads.length >= MOST_READS) this.forget();
    op.step = step;
    this.#reads.push(op);
  }

  /** An access that changed memory was made. */
  noteWrite(): void {
    this.#writes++;
    this.#isLooping = false;
    this.#reads.length = 0;
  }

  /** Something else happened, after which no loop is where it was. */
  forget(): void {
    this.#reads.length = 0;
    this.changes++;
  }

  /** A new turn of a loop begins. @param carried - the values that the loop takes from turn to turn. @throws EndlessLoop */
  turn(token: LoopToken, carried: readonly unknown[]): void {
    this.turns++;
    if (++this.#idleTurns > MOST_TURNS) throw new EndlessLoop();
    const isSame =
      !token.isFirst &&
      token.writes === this.#writes &&
      token.changes === this.changes &&
      token.carried.every((before, i) => Object.is(before, carried[i]));
    if (isSame) this.#lookAt(this.#reads.slice(token.reads));
    token.isFirst = false;
    token.writes = this.#writes;
    token.changes = this.changes;
    token.reads = this.#reads.length;
    token.carried = carried;
    this.#isLooping = true;
  }

  /** Whether a write to these bytes can end the standing still. */
  isAwakenedBy(memory: Memory, low: number, high: number): boolean {
    return this.spinsOn.some((op) => op.memory === memory && op.low < high && low < op.high);
  }

  #lookAt(reads: readonly Op[]): void {
    // Nothing that another thread does could make the next turn different.
    if (reads.length === 0) throw new EndlessLoop();
    if (reads.some((op) => op.memory.isWrittenSince(op.low, op.high, op.step))) return;
    this.spinsOn = reads;
    this.standsStill = true;
  }
}
