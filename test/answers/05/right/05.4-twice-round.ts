// exercise 05.4 · Round the end
// The counters go round as well, from 0 to twice the capacity; numbers are copied one by one.
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
    const head = Atomics.load(this.#counters, HEAD);
    const tail = Atomics.load(this.#counters, TAIL);
    const inside = (tail - head + 2 * this.#capacity) % (2 * this.#capacity);
    if (inside >= this.#capacity) return false;
    const slot = tail < this.#capacity ? tail : tail - this.#capacity;
    for (let i = 0; i < this.#width; i++) this.#slots[slot * this.#width + i] = row[i];
    Atomics.store(this.#counters, TAIL, (tail + 1) % (2 * this.#capacity));
    return true;
  }

  take(): Int32Array | undefined {
    const head = Atomics.load(this.#counters, HEAD);
    if (Atomics.load(this.#counters, TAIL) === head) return;
    const slot = head < this.#capacity ? head : head - this.#capacity;
    const row = new Int32Array(this.#width);
    for (let i = 0; i < this.#width; i++) row[i] = this.#slots[slot * this.#width + i];
    Atomics.store(this.#counters, HEAD, (head + 1) % (2 * this.#capacity));
    return row;
  }
}

// given: an agent that sends and one that takes, each on a thread of its own, with your ring between them
const ringSender = (order: RelayOrder, context: labs.AgentContext) => sendRows(Ring, order, context);
const ringTaker = (order: RelayOrder, context: labs.AgentContext) => takeRows(Ring, order, context);
const relay = (count: number, capacity: number, width: number, slow: Side | "nobody" = "nobody") =>
  relayRows({ count, capacity, width, slow }, Ring.bytesFor(capacity, width), ringSender, ringTaker);
