// exercise 05.4 · Round the end
// Both sides change one number, in three steps each.
// fails: in every order of steps, what went in comes out, whole and in order
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
    const tail = this.#counters[1];
    if (this.#counters[2] === this.#capacity) return false;
    this.#slots.set(row, tail * this.#width);
    this.#counters[1] = (tail + 1) % this.#capacity;
    this.#counters[2] = this.#counters[2] + 1;
    return true;
  }

  take(): Int32Array | undefined {
    const head = this.#counters[0];
    if (this.#counters[2] === 0) return undefined;
    const row = this.#slots.slice(head * this.#width, (head + 1) * this.#width);
    this.#counters[0] = (head + 1) % this.#capacity;
    this.#counters[2] = this.#counters[2] - 1;
    return row;
  }
}

// given: an agent that sends and one that takes, each on a thread of its own, with your ring between them
const ringSender = (order: RelayOrder, context: labs.AgentContext) => sendRows(Ring, order, context);
const ringTaker = (order: RelayOrder, context: labs.AgentContext) => takeRows(Ring, order, context);
const relay = (count: number, capacity: number, width: number, slow: Side | "nobody" = "nobody") =>
  relayRows({ count, capacity, width, slow }, Ring.bytesFor(capacity, width), ringSender, ringTaker);
