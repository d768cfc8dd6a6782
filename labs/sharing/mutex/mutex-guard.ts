import type { Guard } from "../guard.ts";
import type { Mutex } from "./mutex.ts";

/** A held mutex. `using guard = mutex.lock()` unlocks it at the end of the block, come what may. */
export class MutexGuard implements Guard {
  #mutex: Mutex | undefined;

  constructor(mutex: Mutex) {
    this.#mutex = mutex;
  }

  /**
   * The thread id of a holder that died inside its critical section; `null` when all is well.
   * The data behind the mutex may then be half written. Mend it and call `markRepaired()`.
   */
  get ownerDied(): number | null {
    return this.#mutex?.ownerDied ?? null;
  }

  /** Says that the data is whole again; later holders are no longer warned. */
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
