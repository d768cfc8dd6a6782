import type { AgentContext } from "../agents/index.ts";
import type { StartGate } from "../sharing/index.ts";

/** The side of a ring that is in slow motion. */
export type Side = "sender" | "receiver";

/** What is to be sent through a ring: rows of so many numbers, through so many slots. */
export interface RelayOrder {
  readonly count: number;
  readonly capacity: number;
  readonly width: number;
  readonly slow: Side | "nobody";
}

/** What a ring looks like from outside. */
export interface RowRing {
  put(row: ArrayLike<number>): boolean;
  take(): Int32Array | undefined;
}
export type RowRingClass = new (memory: SharedArrayBuffer, capacity: number, width: number) => RowRing;

/** What the two agents share. */
export interface RelayShared {
  /** The ring's memory. */
  readonly memory: SharedArrayBuffer;
  readonly gate: StartGate;
  /** How many calls of put() and of take() have come to their end. */
  readonly calls: Int32Array;
}

const PUTS = 0;
const TAKES = 1;

/** Added to the calls of a side that has ended, so that the other one does not wait for it. */
const NO_MORE_CALLS = 1_000_000;

/** A ring that stays full or empty for so long is given up. */
const GIVE_UP_MS = 1_500;

/**
 * Tries until it works, and lets others have the core from time to time.
 *
 * @param attempt gives undefined as long as it did not work
 * @returns undefined after a second and a half without success
 */
export function patiently<T>(attempt: () => T | undefined): T | undefined {
  const idle = new Int32Array(new SharedArrayBuffer(4));
  const giveUp = performance.now() + GIVE_UP_MS;
  for (let tries = 1; ; tries += 1) {
    const got = attempt();
    if (got !== undefined) return got;
    if (tries % 500 !== 0) continue;
    if (performance.now() > giveUp) return undefined;
    Atomics.wait(idle, 0, 0, 0.05);
  }
}

/** Waits until the other side has made a whole call from its beginning to its end, for a second at most. */
function letTheOtherGo(calls: Int32Array, other: number): void {
  const enough = Atomics.load(calls, other) + 2;
  for (let seen = enough - 2; seen < enough; seen = Atomics.load(calls, other))
    if (Atomics.wait(calls, other, seen, 1_000) === "timed-out") return;
}

type Change = (...args: never[]) => unknown;
const CHANGES = ["store", "add", "sub", "exchange", "compareExchange"] as const;

/** Makes calls of one side. In slow motion, the other side gets its turn after each atomic change that a call makes. */
function callsOf(me: Side, { slow }: RelayOrder, { calls }: RelayShared): <T>(call: () => T) => T {
  const [mine, other] = me === "sender" ? [PUTS, TAKES] : [TAKES, PUTS];
  const real: Record<string, Change> = {};
  const slowed: Record<string, Change> = {};
  for (const name of CHANGES) {
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

/** An agent's work: sends the rows 1, 2, 3 …; row 7 is `width` times the number 7. */
export function sendRows(AnyRing: RowRingClass, order: RelayOrder, context: AgentContext): void {
  const shared = context.shared as RelayShared;
  const call = callsOf("sender", order, shared);
  shared.gate.wait();
  const ring = new AnyRing(shared.memory, order.capacity, order.width);
  for (let number = 1; number <= order.count; number += 1) {
    const row = new Int32Array(order.width).fill(number);
    if (!patiently(() => call(() => ring.put(row)) || undefined)) break;
  }
  Atomics.add(shared.calls, PUTS, NO_MORE_CALLS);
  Atomics.notify(shared.calls, PUTS);
}

/**
 * An agent's work: takes all rows, and looks at them only then. So a row that was torn, or written over since, shows it.
 *
 * @returns the number of each row, or what is wrong with it
 */
export function takeRows(
  AnyRing: RowRingClass,
  order: RelayOrder,
  context: AgentContext,
): (number | string)[] {
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
  Atomics.add(shared.calls, TAKES, NO_MORE_CALLS);
  Atomics.notify(shared.calls, TAKES);
  return rows.map((row) => {
    const strange = row.find((number) => number !== row[0]);
    // A ring that gives out an empty row shows it here as well.
    return strange === undefined ? (row[0] as number) : `torn: ${row[0]} and ${strange}`;
  });
}

/** Workers import them from here, and do not get their texts. */
for (const instrument of [patiently, sendRows, takeRows])
  Object.defineProperty(instrument, "module", { value: import.meta.url });
