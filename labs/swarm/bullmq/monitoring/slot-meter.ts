/** Adds up how long the slots of a worker machine were busy. A slot that is still busy counts up to now. */
export class SlotMeter {
  readonly #now: () => number;
  #busy = 0;
  #busySeconds = 0;
  #since: number;

  /** @param now the time in seconds, on a clock that never goes back */
  constructor(now: () => number = () => performance.now() / 1000) {
    this.#now = now;
    this.#since = now();
  }

  /** How many slots run an agent now. */
  get busy(): number {
    return this.#busy;
  }

  /** The sum over all slots. */
  get busySeconds(): number {
    this.#addUp();
    return this.#busySeconds;
  }

  /** A slot begins an agent. Returns the function that says it has ended; further calls change nothing. */
  begin(): () => void {
    this.#addUp();
    this.#busy++;
    let isBusy = true;
    return () => {
      if (!isBusy) return;
      isBusy = false;
      this.#addUp();
      this.#busy--;
    };
  }

  #addUp(): void {
    const now = this.#now();
    this.#busySeconds += this.#busy * (now - this.#since);
    this.#since = now;
  }
}
