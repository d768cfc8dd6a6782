import { Bell } from "../bell.ts";
import { Deadline, timeoutOf, type WaitOptions } from "../deadline.ts";
import { Mutex } from "../mutex/mutex.ts";
import { SharingError } from "../sharing-error.ts";
import { spinUntil } from "../spin.ts";
import { ME, nameOfThread, threadOfName } from "../thread-id.ts";

/** Who may work at an end: any number of threads, or only one (the first that does). */
export type EndUsers = "many" | "one";

/** Where the parts of an end lie, in bytes. */
export interface EndPlaces {
  readonly mutex: number;
  readonly bell: number;
  /** Int32 words: 0 is 1 when the end is for one thread only, 1 the name of that thread, 0 while there is none yet. */
  readonly users: number;
}

const IS_FOR_ONE = 0;
const CLAIMED_BY = 1;

/** Prepares fresh, zeroed memory. */
export function initialiseEnd(buffer: SharedArrayBuffer, places: EndPlaces, users: EndUsers): void {
  new Int32Array(buffer, places.users, 2)[IS_FOR_ONE] = users === "one" ? 1 : 0;
}

/**
 * One end of a channel: all who send, or all who receive. A mutex lets one of them at a time work on the ring, and a bell
 * wakes those who wait for the other end. An end that is for one thread only needs no mutex, which makes it faster; the
 * first thread that works there claims it, and any other is turned away.
 *
 * Memory: see `EndPlaces`. The mutex must not share a cache line with the rest: this end writes it all the time, and the
 * other end looks at the bell all the time.
 */
export class ChannelEnd {
  readonly #mutex: Mutex;
  readonly #bell: Bell;
  readonly #users: Int32Array;
  readonly #isForOne: boolean;

  constructor(buffer: SharedArrayBuffer, places: EndPlaces) {
    this.#mutex = Mutex.from({ kind: Mutex.kind, buffer, offset: places.mutex });
    this.#bell = new Bell(buffer, places.bell);
    this.#users = new Int32Array(buffer, places.users, 2);
    this.#isForOne = this.#users[IS_FOR_ONE] === 1;
  }

  /** Tells those who wait at this end that the other end has done something. */
  ring(): void {
    this.#bell.ring();
  }

  /**
   * Runs `work(argument)` while holding the mutex, again and again until it returns something; in between this thread
   * sleeps until the bell rings.
   *
   * @throws SharingError `TIMEOUT`, saying that `whatWasAwaited` did not come; `NOT_OWNER` at another thread's end
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

  /** The same on an event loop, which goes on turning. */
  async runAsync<A, T>(
    work: (argument: A) => T | undefined,
    argument: A,
    options: WaitOptions | undefined,
    whatWasAwaited: string,
  ): Promise<T> {
    const deadline = new Deadline(timeoutOf(options));
    for (;;) {
      const heard = this.#bell.listen();
      const guard = this.#isForOne ? this.#claim() : await this.#mutex.lockAsync({ timeout: deadline.left });
      let got: T | undefined;
      try {
        got = work(argument);
      } finally {
        guard?.release();
      }
      if (got !== undefined) return got;
      if (deadline.isOver) throw deadline.error(whatWasAwaited);
      await this.#bell.waitAsync(heard, deadline.left);
    }
  }

  /** Runs `work(argument)` once. `undefined` also when others hold the mutex and go on holding it. */
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
   * Lets others work at this end when a thread has died there. If it died while it worked on the ring, it has done
   * nothing visible: there is nothing to repair. Returns whether it held the mutex, or the whole end.
   */
  recover(threadId: number): boolean {
    const dead = nameOfThread(threadId);
    const wasClaimed = Atomics.compareExchange(this.#users, CLAIMED_BY, dead, 0) === dead;
    const mended = this.#mutex.recover(threadId);
    if (mended) this.#mutex.markRepaired();
    this.#bell.ring();
    return mended || wasClaimed;
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
    const deadline = new Deadline(timeoutOf(options));
    for (;;) {
      const heard = this.#bell.listen();
      got = this.#once(work, argument, { timeout: deadline.left });
      if (got !== undefined) return got;
      if (deadline.isOver) throw deadline.error(whatWasAwaited);
      this.#bell.wait(heard, deadline.left);
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
