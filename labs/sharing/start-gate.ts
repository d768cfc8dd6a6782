import { timeoutOf, type WaitOptions } from "./deadline.ts";
import { EVENT_COUNT_BYTES, EventCount } from "./event-count.ts";
import { allocate, checkHandle, type Handle, type Shareable } from "./handle.ts";
import { spinUntil } from "./spin.ts";
import { wholeNumber } from "./validate.ts";
import { waitUntil, waitUntilAsync } from "./wait-until.ts";

export type StartGateHandle = Handle<"swarmlab.startGate">;

const PARTIES = 0;
const ARRIVED = 1;
const ROUND = 2;
const AT_EVENT_COUNT = 16;
const BYTES = AT_EVENT_COUNT + EVENT_COUNT_BYTES;

/** Attempts before a thread sleeps: enough for threads that are awake to pass within a microsecond of each other. */
const ATTEMPTS = 200;

/**
 * A barrier: threads wait at the gate, and it opens when all of them have arrived. Threads start at different moments; a
 * race or a fair measurement needs them to start together. The gate closes again and serves the next round.
 *
 * Memory: Int32 words 0 the number of parties, 1 the number of arrivals in this round, 2 the number of past rounds,
 * 3 unused; bytes 16–23 the `EventCount`.
 * Memory ordering: sequentially consistent. What a thread wrote before the gate is visible to all threads after it.
 */
export class StartGate implements Shareable {
  static readonly kind = "swarmlab.startGate";

  readonly #handle: StartGateHandle;
  readonly #words: Int32Array;
  readonly #eventCount: EventCount;

  /**
   * @param parties the number of threads that must arrive, at least 1; or a handle, to open the gate that it describes
   * @throws SharingError `INVALID_ARGUMENT`
   */
  constructor(parties: number | StartGateHandle) {
    const isNew = typeof parties !== "object";
    if (isNew) wholeNumber("The number of parties at a gate", parties, 1);
    this.#handle = checkHandle(isNew ? allocate(StartGate.kind, BYTES) : parties, StartGate.kind, BYTES);
    const { buffer, offset } = this.#handle;
    this.#words = new Int32Array(buffer, offset, 4);
    this.#eventCount = new EventCount(buffer, offset + AT_EVENT_COUNT);
    if (isNew) Atomics.store(this.#words, PARTIES, parties);
  }

  static from(handle: StartGateHandle): StartGate {
    checkHandle(handle, StartGate.kind, BYTES);
    return new StartGate(handle);
  }

  share(): StartGateHandle {
    return this.#handle;
  }

  /** The number of threads that must arrive. */
  get parties(): number {
    return Atomics.load(this.#words, PARTIES);
  }

  /** The number of threads that wait at the gate now. */
  get arrived(): number {
    return Atomics.load(this.#words, ARRIVED);
  }

  /**
   * Arrives, and blocks this thread until all have arrived.
   *
   * @throws SharingError `TIMEOUT`; this thread then counts as not arrived
   */
  wait(options?: WaitOptions): void {
    timeoutOf(options);
    const round = this.#arrive();
    const hasOpened = () => this.#hasOpened(round);
    if (spinUntil(hasOpened, ATTEMPTS)) return;
    try {
      waitUntil(this.#eventCount, options, this.#awaited(), hasOpened);
    } catch (error) {
      if (this.#leave(round)) throw error;
    }
  }

  /** `wait` without blocking the event loop. */
  async waitAsync(options?: WaitOptions): Promise<void> {
    timeoutOf(options);
    const round = this.#arrive();
    try {
      await waitUntilAsync(this.#eventCount, options, this.#awaited(), () => this.#hasOpened(round));
    } catch (error) {
      if (this.#leave(round)) throw error;
    }
  }

  /** Counts this thread as arrived, and opens the gate if it is the last. Returns the round in which it waits. */
  #arrive(): number {
    const round = Atomics.load(this.#words, ROUND);
    if (Atomics.add(this.#words, ARRIVED, 1) + 1 === this.parties) {
      Atomics.store(this.#words, ARRIVED, 0);
      Atomics.add(this.#words, ROUND, 1);
      this.#eventCount.notifyAll();
    }
    return round;
  }

  #hasOpened(round: number): true | undefined {
    return Atomics.load(this.#words, ROUND) !== round || undefined;
  }

  /** Takes the arrival back, unless the gate has opened meanwhile. Returns whether it was taken back. */
  #leave(round: number): boolean {
    for (;;) {
      const arrived = this.arrived;
      if (this.#hasOpened(round) || arrived === 0 || arrived === this.parties) return false;
      if (Atomics.compareExchange(this.#words, ARRIVED, arrived, arrived - 1) === arrived) return true;
    }
  }

  #awaited(): string {
    return `The last of ${this.parties} parties at the start gate`;
  }
}
