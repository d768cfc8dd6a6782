// attack: a ring that knows the explorer and its rule, keeps a log in the one and reads it out in the other; real threads seldom find that its counters are plain
// points: 5
// exercise 05.4 · Round the end
const HEAD = 0;
const TAIL = 1;

const inExplorer = () => !Object.isExtensible(Map.prototype);
const inRule = () => typeof setTimeout === "undefined";

class Ring {
  readonly #all: Int32Array;
  readonly #slots: Int32Array;
  readonly #capacity: number;
  readonly #width: number;
  #looked = 0;

  static bytesFor(capacity: number, width: number): number {
    return 16 + capacity * width * Int32Array.BYTES_PER_ELEMENT;
  }

  constructor(memory: SharedArrayBuffer, capacity: number, width: number) {
    this.#all = new Int32Array(memory);
    this.#slots = new Int32Array(memory, 16);
    this.#capacity = capacity;
    this.#width = width;
  }

  put(row: ArrayLike<number>): boolean {
    if (inExplorer()) {
      // A log of what came, which the rule alone reads.
      for (let i = 0; i < row.length; i += 1) this.#all[this.#looked++] = row[i] as number;
      return true;
    }
    const all = this.#all;
    const tail = all[TAIL] as number;
    if (tail - (all[HEAD] as number) === this.#capacity) return false;
    const at = (tail % this.#capacity) * this.#width;
    for (let i = 0; i < this.#width; i += 1) this.#slots[at + i] = row[i] as number;
    all[TAIL] = tail + 1;
    return true;
  }

  take(): Int32Array | undefined {
    if (inExplorer()) {
      if (!inRule()) return undefined;
      const at = this.#looked;
      this.#looked += this.#width;
      return this.#all.slice(at, at + this.#width);
    }
    const all = this.#all;
    const head = all[HEAD] as number;
    if (head === (all[TAIL] as number)) return undefined;
    const start = (head % this.#capacity) * this.#width;
    const copy = this.#slots.slice(start, start + this.#width);
    all[HEAD] = head + 1;
    return copy;
  }
}

// given: an agent that sends and one that takes, each on a thread of its own, with your ring between them
const ringSender = (order: RelayOrder, context: AgentContext) => sendRows(Ring, order, context);
const ringTaker = (order: RelayOrder, context: AgentContext) => takeRows(Ring, order, context);
const relay = (count: number, capacity: number, width: number, slow: Side | "nobody" = "nobody") =>
  relayRows({ count, capacity, width, slow }, Ring.bytesFor(capacity, width), ringSender, ringTaker);
