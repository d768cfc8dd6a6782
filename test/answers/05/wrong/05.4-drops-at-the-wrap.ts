// exercise 05.4 · Round the end
// Skips what would go past the end, and says it went in.
// fails: it goes round the end, again and again
// fails: from thread to thread, no row is lost, doubled or torn
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
    if (tail % (this.#capacity + 1) !== this.#capacity) this.#slots.set(row, (tail % this.#capacity) * this.#width);
    Atomics.store(this.#counters, TAIL, tail + 1);
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

type Side = "sender" | "receiver";
interface RelayOrder {
  readonly count: number;
  readonly capacity: number;
  readonly width: number;
  readonly slow: Side | "nobody";
}
/** What a ring looks like from outside. */
interface RowRing {
  put(row: ArrayLike<number>): boolean;
  take(): Int32Array | undefined;
}
type RowRingClass = new (memory: SharedArrayBuffer, capacity: number, width: number) => RowRing;
type RelayAgent = (order: RelayOrder, context: labs.AgentContext) => unknown;
interface RelayShared {
  readonly memory: SharedArrayBuffer;
  readonly gate: labs.StartGate;
  /** How many calls of put() and of take() have come to their end. */
  readonly calls: Int32Array;
}

/** Tries until it works, for a second and a half at most. */
function patiently<T>(attempt: () => T | undefined): T | undefined {
  const idle = new Int32Array(new SharedArrayBuffer(4));
  const giveUp = performance.now() + 1_500;
  for (let tries = 1; ; tries += 1) {
    const got = attempt();
    if (got !== undefined) return got;
    if (tries % 500 !== 0) continue;
    if (performance.now() > giveUp) return undefined;
    Atomics.wait(idle, 0, 0, 0.05); // let others have the core
  }
}

/** Waits until the other side has made a whole call from its beginning to its end, for a second at most. */
function letTheOtherGo(calls: Int32Array, other: number): void {
  const enough = Atomics.load(calls, other) + 2;
  for (let seen = enough - 2; seen < enough; seen = Atomics.load(calls, other))
    if (Atomics.wait(calls, other, seen, 1_000) === "timed-out") return;
}

type Change = (...args: never[]) => unknown;
const changes = ["store", "add", "sub", "exchange", "compareExchange"] as const;

/** Makes calls of one side. In slow motion, the other side gets its turn after each atomic change that a call makes. */
function callsOf(me: Side, { slow }: RelayOrder, { calls }: RelayShared): <T>(call: () => T) => T {
  const [mine, other] = me === "sender" ? [0, 1] : [1, 0];
  const real: Record<string, Change> = {};
  const slowed: Record<string, Change> = {};
  for (const name of changes) {
    const change = Atomics[name] as Change;
    real[name] = change;
    slowed[name] = (...args) => {
      const result = change(...args);
      letTheOtherGo(calls, other);
      return result;
    };
  }
  return (call) => {
    if (slow === me) Object.assign(Atomics, slowed);
    try {
      return call();
    } finally {
      Object.assign(Atomics, real);
      Atomics.add(calls, mine, 1);
      Atomics.notify(calls, mine);
    }
  };
}

/** Sends the rows 1, 2, 3 …: row 7 is `width` times the number 7. */
function sendRows(AnyRing: RowRingClass, order: RelayOrder, context: labs.AgentContext): void {
  const shared = context.shared as RelayShared;
  const call = callsOf("sender", order, shared);
  shared.gate.wait();
  const ring = new AnyRing(shared.memory, order.capacity, order.width);
  for (let number = 1; number <= order.count; number += 1) {
    const row = new Int32Array(order.width).fill(number);
    if (!patiently(() => call(() => ring.put(row)) || undefined)) break;
  }
  Atomics.add(shared.calls, 0, 1_000_000); // nobody needs to wait for me any more
  Atomics.notify(shared.calls, 0);
}

/** Takes all rows, and looks at them only then: a row that was torn, or written over since, shows it. */
function takeRows(AnyRing: RowRingClass, order: RelayOrder, context: labs.AgentContext): (number | string)[] {
  const shared = context.shared as RelayShared;
  const call = callsOf("receiver", order, shared);
  shared.gate.wait();
  const ring = new AnyRing(shared.memory, order.capacity, order.width);
  const rows: Int32Array[] = [];
  while (rows.length < order.count) {
    const row = patiently(() => call(() => ring.take()));
    if (!row) break;
    rows.push(row);
  }
  Atomics.add(shared.calls, 1, 1_000_000);
  Atomics.notify(shared.calls, 1);
  return rows.map((row) => {
    const strange = row.find((number) => number !== row[0]);
    return strange === undefined ? row[0] : `torn: ${row[0]} and ${strange}`;
  });
}

/** Runs both agents on threads of their own. Returns the numbers of the rows as they arrived. */
async function relayRows(
  order: RelayOrder,
  bytes: number,
  sender: RelayAgent,
  taker: RelayAgent,
): Promise<readonly (number | string)[]> {
  const shared: RelayShared = {
    memory: new SharedArrayBuffer(bytes),
    gate: new labs.StartGate(2),
    calls: new Int32Array(new SharedArrayBuffer(8)),
  };
  const agents = [agent(sender, 1, order), agent(taker, 2, order)];
  const { results } = await runMultiAgentSystem({ agents, concurrency: 2, shared, announce: false });
  for (const { error } of results) if (error) throw error;
  return results[1].result as (number | string)[];
}
