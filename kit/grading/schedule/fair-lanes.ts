interface Waiting<Lane> {
  readonly level: number;
  readonly resolve: (lane: Lane) => void;
}

/**
 * Lanes for work that comes in pieces. A lane that is free goes to the work of the lowest level, and among equals to the one that has waited
 * longest: work that has had much, and so has a higher level, waits until no other work does.
 */
export class FairLanes<Lane> {
  readonly #idle: Lane[] = [];
  readonly #waiting: Waiting<Lane>[] = [];
  readonly #most: number;
  readonly #open: () => Lane;
  #opened = 0;

  /**
   * @param most - lanes. @minimum 1
   * @param open - makes one, when it is first needed
   */
  constructor(most: number, open: () => Lane) {
    this.#most = most;
    this.#open = open;
  }

  /** Takes a lane, which the caller gives back. Lanes that are free are taken at once. @param level - the more, the later */
  async take(level: number): Promise<Lane> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#opened < this.#most) {
      this.#opened += 1;
      return this.#open();
    }
    return new Promise((resolve) => this.#waiting.push({ level, resolve }));
  }

  giveBack(lane: Lane): void {
    const next = this.#waiting.toSorted((one, other) => one.level - other.level)[0];
    if (next === undefined) {
      this.#idle.push(lane);
      return;
    }
    this.#waiting.splice(this.#waiting.indexOf(next), 1);
    next.resolve(lane);
  }
}
