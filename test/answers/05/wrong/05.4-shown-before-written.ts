// exercise 05.4 · Round the end
// Moves the counter first, writes the row then.
// fails: a row is there before the receiver can see it
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
    const tail = Atomics.load(this.#counters, TAIL);
    if (tail - Atomics.load(this.#counters, HEAD) === this.#capacity) return false;
    Atomics.store(this.#counters, TAIL, tail + 1);
    this.#slots.set(row, (tail % this.#capacity) * this.#width);
    return true;
  }

  take(): Int32Array | undefined {
    const head = Atomics.load(this.#counters, HEAD);
    if (head === Atomics.load(this.#counters, TAIL)) return undefined;
    const start = (head % this.#capacity) * this.#width;
    const row = this.#slots.slice(start, start + this.#width);
    Atomics.store(this.#counters, HEAD, head + 1);
    return row;
  }
}

// given: an agent that sends and one that takes, each on a thread of its own, with your ring between them
const ringSender = (order: RelayOrder, context: labs.AgentContext) => sendRows(Ring, order, context);
const ringTaker = (order: RelayOrder, context: labs.AgentContext) => takeRows(Ring, order, context);
const relay = (count: number, capacity: number, width: number, slow: Side | "nobody" = "nobody") =>
  relayRows({ count, capacity, width, slow }, Ring.bytesFor(capacity, width), ringSender, ringTaker);
