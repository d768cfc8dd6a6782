import type { Op } from "../runtime/suspensions.ts";
import { QUEUES, READS, WRITES } from "./access-mode.ts";

/** Accesses to more words than this are taken to conflict with everything. */
const MOST_WORDS = 1024;
const WORDS_A_MEMORY = 0x1000_0000;

/** The threads, as bit masks, that were seen to read a word, to write it, and to use its queue of waits. */
interface Users {
  reads: number;
  writes: number;
  queues: number;
}

/**
 * What threads may do, as far as the runs so far have shown: which thread ever reads, writes or queues at which word of memory. A search that relies on it
 * must begin again when a run goes beyond it.
 */
export class Futures {
  /** Whether a run has gone beyond what was known, since this was set to false. */
  hasGrown = false;
  /** Whether some thread waited with a time limit. The end of a time limit depends on everything. */
  hasTimeLimits = false;
  readonly #knownMemories: number;
  readonly #words = new Map<number, Users>();
  /** The threads that were seen to write any memory. */
  #writers = 0;

  /** @param knownMemories - the number of blocks of memory that exist before the first run; all later ones count as one word */
  constructor(knownMemories: number) {
    this.#knownMemories = knownMemories;
  }

  noteTimeLimit(): void {
    if (this.hasTimeLimits) return;
    this.hasTimeLimits = true;
    this.hasGrown = true;
  }

  /** Records an access. */
  record(thread: number, op: Op, mode: number): void {
    const bit = 1 << thread;
    const [first, last] = this.#span(op);
    for (let word = first; word <= last; word++) {
      let users = this.#words.get(word);
      if (users === undefined) {
        users = { reads: 0, writes: 0, queues: 0 };
        this.#words.set(word, users);
      }
      const { reads, writes, queues } = users;
      if ((mode & READS) !== 0) users.reads |= bit;
      if ((mode & WRITES) !== 0) users.writes |= bit;
      if ((mode & QUEUES) !== 0) users.queues |= bit;
      if (reads !== users.reads || writes !== users.writes || queues !== users.queues) this.hasGrown = true;
    }
    if ((mode & WRITES) !== 0) this.#writers |= bit;
  }

  /** The threads, as a bit mask, that may make an access that does not commute with this one. */
  conflicting(op: Op, mode: number): number {
    const [first, last] = this.#span(op);
    if (last - first >= MOST_WORDS) return -1;
    let threads = 0;
    for (let word = first; word <= last; word++) {
      const users = this.#words.get(word);
      if (users === undefined) continue;
      if ((mode & WRITES) !== 0) threads |= users.reads | users.writes;
      if ((mode & READS) !== 0) threads |= users.writes;
      if ((mode & QUEUES) !== 0) threads |= users.queues;
    }
    return threads;
  }

  /** The threads, as a bit mask, that may write any memory. */
  get writers(): number {
    return this.#writers;
  }

  #span(op: Op): [number, number] {
    const { id } = op.memory;
    if (id >= this.#knownMemories) return [-1, -1];
    const base = id * WORDS_A_MEMORY;
    return [base + (op.low >> 2), base + ((Math.max(op.high, op.low + 1) - 1) >> 2)];
  }
}
