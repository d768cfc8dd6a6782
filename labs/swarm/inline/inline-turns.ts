import { Turns } from "../worker/turns.ts";

/** The turns of all runs in this thread: so many agents run at once as the concurrency allows. */
export class InlineTurns {
  readonly concurrency: number;
  readonly #turns = new Turns<true>();
  #taken = 0;

  constructor(concurrency: number) {
    this.concurrency = concurrency;
  }

  /** Waits for the turn of a run. Resolves to undefined when it is withdrawn. */
  async acquire(run: number): Promise<true | undefined> {
    if (this.#taken >= this.concurrency) return this.#turns.wait(run);
    this.#taken++;
    return true;
  }

  release(): void {
    if (this.#turns.isAwaited()) this.#turns.give(true);
    else this.#taken--;
  }

  withdraw(run: number): void {
    this.#turns.withdraw(run);
  }
}
