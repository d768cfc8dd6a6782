// exercise 05.4 · Round the end
// Two places and one count that both sides change in one step.
import * as labs from "@swarmlab/labs";

const HEAD = 0;
const TAIL = 1;

class Ring {
  readonly #counters: Int32Array;
  readonly #slots: Int32Array;
  readonly #capacity: number;
  readonly #width: number;

  static bytesFor(capacity: number, width: number): number {
    return 16 + capacity * width * Int32Array.BYTES_PER_ELEMENT;
  }

  /** Looks at the ring in this memory. Fresh memory, all zero, is an empty ring. */
  constructor(memory: SharedArrayBuffer, capacity: number, width: number) {
    this.#counters = new Int32Array(memory, 0, 4);
    this.#slots = new Int32Array(memory, 16, capacity * width);
    this.#capacity = capacity;
    this.#width = width;
  }

  put(row: ArrayLike<number>): boolean {
    if (Atomics.load(this.#counters, 2) === this.#capacity) return false;
    const place = this.#counters[TAIL];
    this.#slots.set(row, place * this.#width);
    this.#counters[TAIL] = place + 1 === this.#capacity ? 0 : place + 1;
    Atomics.add(this.#counters, 2, 1);
    return true;
  }

  take(): Int32Array | undefined {
    if (Atomics.load(this.#counters, 2) === 0) return undefined;
    const place = this.#counters[HEAD];
    const row = Int32Array.from(this.#slots.subarray(place * this.#width, (place + 1) * this.#width));
    this.#counters[HEAD] = place + 1 === this.#capacity ? 0 : place + 1;
    Atomics.sub(this.#counters, 2, 1);
    return row;
  }
}

// given: an agent that sends and one that takes, each on a thread of its own, with your ring between them
const ringSender = (order: RelayOrder, context: labs.AgentContext) => sendRows(Ring, order, context);
const ringTaker = (order: RelayOrder, context: labs.AgentContext) => takeRows(Ring, order, context);
const relay = (count: number, capacity: number, width: number, slow: Side | "nobody" = "nobody") =>
  relayRows({ count, capacity, width, slow }, Ring.bytesFor(capacity, width), ringSender, ringTaker);
