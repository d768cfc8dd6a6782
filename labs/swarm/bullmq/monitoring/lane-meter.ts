/** Adds up how long the lanes of a worker machine were busy. A lane that is still busy counts up to now. */
export class LaneMeter {
  readonly lanes: number;
  readonly #now: () => number;
  #busy = 0;
  #busySeconds = 0;
  #since: number;

  /** @param now the time in seconds, on a clock that never goes back */
  constructor(lanes: number, now: () => number = () => performance.now() / 1000) {
    this.lanes = lanes;
    this.#now = now;
    this.#since = now();
  }

  /** How many lanes run an agent now. */
  get busy(): number {
    return this.#busy;
  }

  /** The sum over all lanes. */
  get busySeconds(): number {
    this.#addUp();
    return this.#busySeconds;
  }

  /** A lane begins an agent. Returns the function that says it has ended; further calls change nothing. */
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
