interface Waiting<Lane> {
  readonly level: number;
  readonly resolve: (lane: Lane) => void;
}

/**
 * Lanes for work that comes in pieces. A lane that is free goes to the work of the lowest level, and among equals to the one that has waited
 * longest: work that has had much, and so has a higher level, waits until no other work does. While work of level 0 runs, all that has had
 * much gets one lane together: work that never ends would take the cores from the others.
 */
export class FairLanes<Lane> {
  readonly #idle: Lane[] = [];
  readonly #waiting: Waiting<Lane>[] = [];
  /** The level of the work that holds each taken lane. */
  readonly #taken = new Map<Lane, number>();
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

  /** Takes a lane, which the caller gives back. @param level - the more, the later */
  take(level: number): Promise<Lane> {
    return new Promise((resolve) => {
      this.#waiting.push({ level, resolve });
      this.#serve();
    });
  }

  /** @param instead - the lane that comes back in its place. @default the same */
  giveBack(lane: Lane, instead = lane): void {
    this.#taken.delete(lane);
    this.#idle.push(instead);
    this.#serve();
  }

  #serve(): void {
    for (const next of this.#waiting.toSorted((one, other) => one.level - other.level)) {
      if (!this.#mayRun(next.level) || (this.#idle.length === 0 && this.#opened === this.#most)) return;
      const lane = this.#idle.pop() ?? this.#openOne();
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      this.#taken.set(lane, next.level);
      next.resolve(lane);
    }
  }

  #mayRun(level: number): boolean {
    const levels = [...this.#taken.values()];
    return level === 0 || !levels.includes(0) || levels.every((taken) => taken === 0);
  }

  #openOne(): Lane {
    this.#opened += 1;
    return this.#open();
  }
}
