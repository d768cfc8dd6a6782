import { Bell } from "../bell.ts";
import { Deadline, timeoutOf, type WaitOptions } from "../deadline.ts";
import { Mutex } from "../mutex/mutex.ts";
import { spinUntil } from "../spin.ts";

/**
 * One end of a channel: all who send, or all who receive. A mutex lets one of them at a time work on the ring, and a bell
 * wakes those who wait for the other end.
 *
 * Memory: a `Mutex` and a `Bell`. They must not share a cache line: this end writes its mutex all the time, and the other
 * end looks at the bell all the time.
 */
export class ChannelEnd {
  readonly #mutex: Mutex;
  readonly #bell: Bell;

  constructor(buffer: SharedArrayBuffer, mutexOffset: number, bellOffset: number) {
    this.#mutex = Mutex.from({ kind: Mutex.kind, buffer, offset: mutexOffset });
    this.#bell = new Bell(buffer, bellOffset);
  }

  /** Tells those who wait at this end that the other end has done something. */
  ring(): void {
    this.#bell.ring();
  }

  /**
   * Runs `work(argument)` while holding the mutex, again and again until it returns something; in between this thread
   * sleeps until the bell rings.
   *
   * @throws SharingError `TIMEOUT`, saying that `whatWasAwaited` did not come
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
      const guard = await this.#mutex.lockAsync({ timeout: deadline.left });
      let got: T | undefined;
      try {
        got = work(argument);
      } finally {
        guard.release();
      }
      if (got !== undefined) return got;
      if (deadline.isOver) throw deadline.error(whatWasAwaited);
      await this.#bell.waitAsync(heard, deadline.left);
    }
  }

  /** Runs `work(argument)` once. `undefined` also when others hold the mutex and go on holding it. */
  tryRun<A, T>(work: (argument: A) => T | undefined, argument: A): T | undefined {
    const guard = spinUntil(() => this.#mutex.tryLock() ?? undefined);
    try {
      return guard && work(argument);
    } finally {
      guard?.release();
    }
  }

  /** A thread that died while it worked on the ring has done nothing visible: there is nothing to repair. */
  recover(threadId: number): boolean {
    const mended = this.#mutex.recover(threadId);
    if (mended) this.#mutex.markRepaired();
    this.#bell.ring();
    return mended;
  }

  #once<A, T>(
    work: (argument: A) => T | undefined,
    argument: A,
    options: WaitOptions | undefined,
  ): T | undefined {
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
}
