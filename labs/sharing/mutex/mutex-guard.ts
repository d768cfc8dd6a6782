import type { Guard } from "../guard.ts";

/** The members of a mutex that its guard uses. */
export interface GuardedMutex {
  readonly ownerDied: number | null;
  markRepaired(): void;
  unlock(): void;
}

/** A held mutex. `using guard = mutex.lock()` unlocks it at the end of the block, also when the block throws. */
export class MutexGuard implements Guard {
  #mutex: GuardedMutex | undefined;

  constructor(mutex: GuardedMutex) {
    this.#mutex = mutex;
  }

  /**
   * The thread id of a holder that died inside its critical section, or `null` when none did. The data behind the mutex
   * may then be half written: repair it and call `markRepaired()`.
   */
  get ownerDied(): number | null {
    return this.#mutex?.ownerDied ?? null;
  }

  /** Says that the data is whole again. Later holders are no longer warned. */
  markRepaired(): void {
    this.#mutex?.markRepaired();
  }

  release(): void {
    const mutex = this.#mutex;
    this.#mutex = undefined;
    mutex?.unlock();
  }

  [Symbol.dispose](): void {
    this.release();
  }
}
