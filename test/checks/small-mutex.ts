/** Gives the lock back: by a call, or at the end of a `using` block. */
interface Guard {
  release(): void;
  [Symbol.dispose](): void;
}

/**
 * A mutex with the methods of the lab's mutex and two states; every unlock wakes a waiter. The lab's mutex takes so many steps that not every order of
 * them can be tried. With this one every order can.
 */
export class SmallMutex {
  readonly word: Int32Array;

  /** @param words - the mutex is the word `words[at]`, 0 when free */
  constructor(words: Int32Array, at: number) {
    this.word = words.subarray(at, at + 1);
  }

  lock(): Guard {
    while (Atomics.compareExchange(this.word, 0, 0, 1) !== 0) Atomics.wait(this.word, 0, 1);
    return this.#guard();
  }

  tryLock(): Guard | null {
    return Atomics.compareExchange(this.word, 0, 0, 1) === 0 ? this.#guard() : null;
  }

  #guard(): Guard {
    const release = () => this.unlock();
    return { release, [Symbol.dispose]: release };
  }

  unlock(): void {
    Atomics.store(this.word, 0, 0);
    Atomics.notify(this.word, 0, 1);
  }

  runExclusive<T>(work: () => T): T {
    this.lock();
    try {
      return work();
    } finally {
      this.unlock();
    }
  }
}
