// exercise 05.4 · Round the end
// One side at a time: who comes while the other one is inside is sent away, as if the ring were full or empty.
// fails: in every order of steps, what went in comes out, whole and in order
import * as labs from "@swarmlab/labs";

const HEAD = 0;
const TAIL = 1;
const BUSY = 2;

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
    if (Atomics.compareExchange(this.#counters, BUSY, 0, 1) !== 0) return false;
    const [head, tail] = this.#counters as unknown as [number, number];
    const isFull = tail - head === this.#capacity;
    if (!isFull) {
      this.#slots.set(row, (tail % this.#capacity) * this.#width);
      this.#counters[TAIL] = tail + 1;
    }
    Atomics.store(this.#counters, BUSY, 0);
    return !isFull;
  }

  take(): Int32Array | undefined {
    if (Atomics.compareExchange(this.#counters, BUSY, 0, 1) !== 0) return undefined;
    const [head, tail] = this.#counters as unknown as [number, number];
    const start = (head % this.#capacity) * this.#width;
    const row = head === tail ? undefined : this.#slots.slice(start, start + this.#width);
    if (row !== undefined) this.#counters[HEAD] = head + 1;
    Atomics.store(this.#counters, BUSY, 0);
    return row;
  }
}

// given: an agent that sends and one that takes, each on a thread of its own, with your ring between them
const ringSender = (order: RelayOrder, context: labs.AgentContext) => sendRows(Ring, order, context);
const ringTaker = (order: RelayOrder, context: labs.AgentContext) => takeRows(Ring, order, context);
const relay = (count: number, capacity: number, width: number, slow: Side | "nobody" = "nobody") =>
  relayRows({ count, capacity, width, slow }, Ring.bytesFor(capacity, width), ringSender, ringTaker);
