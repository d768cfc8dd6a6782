// exercise 05.4 · Round the end
// Counts in the object: the other thread has an object of its own.
// fails: from thread to thread, no row is lost, doubled or torn
import * as labs from "@swarmlab/labs";

const HEAD = 0;
const TAIL = 1;

class Ring {
  readonly #counters: Int32Array;
  readonly #slots: Int32Array;
  readonly #capacity: number;
  readonly #width: number;
  #put = 0;
  #taken = 0;

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
    if (this.#put - this.#taken === this.#capacity) return false;
    this.#slots.set(row, (this.#put % this.#capacity) * this.#width);
    this.#put += 1;
    return true;
  }

  take(): Int32Array | undefined {
    if (this.#put === this.#taken) return undefined;
    const start = (this.#taken % this.#capacity) * this.#width;
    this.#taken += 1;
    return this.#slots.slice(start, start + this.#width);
  }
}

// given: an agent that sends and one that takes, each on a thread of its own, with your ring between them
const ringSender = (order: RelayOrder, context: labs.AgentContext) => sendRows(Ring, order, context);
const ringTaker = (order: RelayOrder, context: labs.AgentContext) => takeRows(Ring, order, context);
const relay = (count: number, capacity: number, width: number, slow: Side | "nobody" = "nobody") =>
  relayRows({ count, capacity, width, slow }, Ring.bytesFor(capacity, width), ringSender, ringTaker);
