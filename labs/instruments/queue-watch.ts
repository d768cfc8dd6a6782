import type { AtomicCounter } from "../sharing/index.ts";

/** Every so many messages become one point of the curve. */
const MESSAGES_A_POINT = 60;

/** Remembers how many messages were waiting, and when: those that were sent and not yet received. */
export class QueueWatch {
  /** `x` in milliseconds since the first message, `y` in messages that wait. */
  readonly points: { x: number; y: number }[] = [];
  received = 0;
  readonly #sentSoFar: AtomicCounter;
  #startTime = 0;

  /** @param sentSoFar what the sender counts up after each message */
  constructor(sentSoFar: AtomicCounter) {
    this.#sentSoFar = sentSoFar;
  }

  /** To be called for each message that was received. */
  see(): void {
    this.received += 1;
    if (this.received === 1) this.#startTime = performance.now();
    if (this.received % MESSAGES_A_POINT !== 1) return;
    this.points.push({
      x: performance.now() - this.#startTime,
      y: Math.max(0, this.#sentSoFar.value - this.received),
    });
  }

  /** The most messages that waited at a point of the curve. */
  get worst(): number {
    return Math.max(0, ...this.points.map(({ y }) => y));
  }
}
