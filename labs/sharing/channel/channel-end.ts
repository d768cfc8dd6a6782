import { Deadline, type WaitOptions } from "../deadline.ts";
import { EventCount } from "../event-count.ts";
import { Mutex } from "../mutex/mutex.ts";
import { SharingError } from "../sharing-error.ts";
import { spinUntil } from "../spin.ts";
import { ME, nameOfThread, threadOfName } from "../thread-id.ts";

/** How many threads may use an end: any number, or only the first one that does. */
export type EndUsers = "many" | "one";

/** The offsets of an end's parts, in bytes. */
export interface EndPlaces {
  readonly mutex: number;
  readonly eventCount: number;
  /** Int32 words: 0 is 1 when the end is for one thread only; 1 is the name of that thread, 0 until it has claimed the end. */
  readonly users: number;
}

const IS_FOR_ONE = 0;
const CLAIMED_BY = 1;

/** Initialises new memory, all of it zero. */
export function initialiseEnd(buffer: SharedArrayBuffer, places: EndPlaces, users: EndUsers): void {
  new Int32Array(buffer, places.users, 2)[IS_FOR_ONE] = users === "one" ? 1 : 0;
}

/**
 * One end of a channel: all senders, or all receivers. A mutex lets one of them at a time work on the ring, and an event
 * count wakes those that wait for the other end. An end for one thread only needs no mutex, which makes it faster: the
 * first thread that uses the end claims it, and every other thread gets the error `NOT_OWNER`.
 *
 * Memory: see `EndPlaces`. The mutex must not share a cache line with the rest: this end writes the mutex all the time,
 * and the other end reads the event count all the time.
 */
export class ChannelEnd {
  readonly #mutex: Mutex;
  readonly #eventCount: EventCount;
  readonly #users: Int32Array;
  readonly #isForOne: boolean;

  constructor(buffer: SharedArrayBuffer, places: EndPlaces) {
    this.#mutex = Mutex.from({ kind: Mutex.kind, buffer, offset: places.mutex });
    this.#eventCount = new EventCount(buffer, places.eventCount);
    this.#users = new Int32Array(buffer, places.users, 2);
    this.#isForOne = this.#users[IS_FOR_ONE] === 1;
  }

  /** Wakes the threads that wait at this end, after a change at the other end. */
  notifyAll(): void {
    this.#eventCount.notifyAll();
  }

  /**
   * Runs `work(argument)` while holding the mutex, again and again until it returns a value. Between two runs this thread
   * sleeps until the other end notifies it.
   *
   * @throws SharingError `TIMEOUT`, which names `whatWasAwaited`; `NOT_OWNER` at another thread's end
   */
  run<A, T>(
    work: (argument: A) => T | undefined,
    argument: A,
    options: WaitOptions | undefined,
    whatWasAwaited: string,
  ): T {
    const got = this.#once(work, argument, options);
    return got ?? this.#wait(work, argument, options, whatWasAwaited);
  }

  /** `run` without blocking the event loop. */
  async runAsync<A, T>(
    work: (argument: A) => T | undefined,
    argument: A,
    options: WaitOptions | undefined,
    whatWasAwaited: string,
  ): Promise<T> {
    const deadline = new Deadline(options);
    for (;;) {
      const seen = this.#eventCount.prepareWait();
      const guard = this.#isForOne ? this.#claim() : await this.#mutex.lockAsync(deadline.rest);
      let got: T | undefined;
      try {
        got = work(argument);
      } finally {
        guard?.release();
      }
      if (got !== undefined) return got;
      if (deadline.isOver) throw deadline.error(whatWasAwaited);
      await this.#eventCount.waitAsync(seen, deadline.left);
    }
  }

  /** Runs `work(argument)` once. Returns `undefined` also when another thread keeps the mutex. */
  tryRun<A, T>(work: (argument: A) => T | undefined, argument: A): T | undefined {
    if (this.#isForOne) return this.#once(work, argument, undefined);
    const guard = spinUntil(() => this.#mutex.tryLock() ?? undefined);
    try {
      return guard && work(argument);
    } finally {
      guard?.release();
    }
  }

  /**
   * Frees this end after the death of a thread. A thread that dies while it works on the ring leaves no visible change, so
   * there is nothing to repair. Returns whether the thread held the mutex, or the whole end.
   */
  recover(threadId: number): boolean {
    const dead = nameOfThread(threadId);
    const wasClaimed = Atomics.compareExchange(this.#users, CLAIMED_BY, dead, 0) === dead;
    const wasHeld = this.#mutex.recover(threadId);
    if (wasHeld) this.#mutex.markRepaired();
    this.#eventCount.notifyAll();
    return wasHeld || wasClaimed;
  }

  #once<A, T>(
    work: (argument: A) => T | undefined,
    argument: A,
    options: WaitOptions | undefined,
  ): T | undefined {
    if (this.#isForOne) {
      this.#claim();
      return work(argument);
    }
    this.#mutex.lock(options);
    try {
      return work(argument);
    } finally {
      this.#mutex.unlock();
    }
  }

  #wait<A, T>(
    work: (argument: A) => T | undefined,
    argument: A,
    options: WaitOptions | undefined,
    whatWasAwaited: string,
  ): T {
    let got = spinUntil(() => this.#once(work, argument, options));
    if (got !== undefined) return got;
    const deadline = new Deadline(options);
    for (;;) {
      const seen = this.#eventCount.prepareWait();
      got = this.#once(work, argument, deadline.rest);
      if (got !== undefined) return got;
      if (deadline.isOver) throw deadline.error(whatWasAwaited);
      this.#eventCount.wait(seen, deadline.left);
    }
  }

  #claim(): undefined {
    const owner = Atomics.load(this.#users, CLAIMED_BY);
    if (owner === ME) return;
    if (owner === 0 && Atomics.compareExchange(this.#users, CLAIMED_BY, 0, ME) === 0) return;
    throw new SharingError(
      "NOT_OWNER",
      `This end of the channel is for one thread, and thread ${threadOfName(owner)} was the first; create the channel without "one" to let many threads use it.`,
    );
  }
}
