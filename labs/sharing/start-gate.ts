import { BELL_BYTES, Bell } from "./bell.ts";
import { timeoutOf, type WaitOptions } from "./deadline.ts";
import { allocate, checkHandle, type Handle, type Shareable } from "./handle.ts";
import { spinUntil } from "./spin.ts";
import { wholeNumber } from "./validate.ts";
import { waitUntil, waitUntilAsync } from "./wait-until.ts";

export type StartGateHandle = Handle<"swarmlab.startGate">;

const PARTIES = 0;
const ARRIVED = 1;
const ROUND = 2;
const AT_BELL = 16;
const BYTES = AT_BELL + BELL_BYTES;

/** How often to look before falling asleep: long enough for threads that are awake to pass within a microsecond. */
const LOOKS = 200;

/**
 * A gate that opens when everybody stands before it (a barrier). Threads start at different moments; a race, or a
 * fair measurement, needs them to start at one. The gate closes behind them and serves the next round.
 *
 * Memory: Int32 words 0 how many it waits for, 1 how many have arrived in this round, 2 the number of rounds past,
 * 3 unused; bytes 16–23 the bell.
 * Memory ordering: sequentially consistent. What any thread wrote before the gate is visible to all behind it.
 */
export class StartGate implements Shareable {
  static readonly kind = "swarmlab.startGate";

  readonly #handle: StartGateHandle;
  readonly #words: Int32Array;
  readonly #bell: Bell;

  /**
   * @param parties how many must arrive, at least 1; or a handle, to see the gate that it describes
   * @throws SharingError `INVALID_ARGUMENT`
   */
  constructor(parties: number | StartGateHandle) {
    const isNew = typeof parties !== "object";
    if (isNew) wholeNumber("The number of parties at a gate", parties, 1);
    this.#handle = checkHandle(isNew ? allocate(StartGate.kind, BYTES) : parties, StartGate.kind, BYTES);
    const { buffer, offset } = this.#handle;
    this.#words = new Int32Array(buffer, offset, 4);
    this.#bell = new Bell(buffer, offset + AT_BELL);
    if (isNew) Atomics.store(this.#words, PARTIES, parties);
  }

  static from(handle: StartGateHandle): StartGate {
    checkHandle(handle, StartGate.kind, BYTES);
    return new StartGate(handle);
  }

  share(): StartGateHandle {
    return this.#handle;
  }

  /** How many it waits for. */
  get parties(): number {
    return Atomics.load(this.#words, PARTIES);
  }

  /** How many stand before it at this moment. */
  get arrived(): number {
    return Atomics.load(this.#words, ARRIVED);
  }

  /**
   * Arrives and blocks this thread until all have arrived.
   *
   * @throws SharingError `TIMEOUT`; this party then counts as not arrived
   */
  wait(options?: WaitOptions): void {
    timeoutOf(options);
    const round = this.#arrive();
    const hasOpened = () => this.#hasOpened(round);
    if (spinUntil(hasOpened, LOOKS)) return;
    try {
      waitUntil(this.#bell, options, this.#awaited(), hasOpened);
    } catch (error) {
      if (this.#leave(round)) throw error;
    }
  }

  /** Arrives, and waits while the event loop goes on turning. */
  async waitAsync(options?: WaitOptions): Promise<void> {
    timeoutOf(options);
    const round = this.#arrive();
    try {
      await waitUntilAsync(this.#bell, options, this.#awaited(), () => this.#hasOpened(round));
    } catch (error) {
      if (this.#leave(round)) throw error;
    }
  }

  /** Returns the round in which this party waits. Whoever comes last opens the gate. */
  #arrive(): number {
    const round = Atomics.load(this.#words, ROUND);
    if (Atomics.add(this.#words, ARRIVED, 1) + 1 === this.parties) {
      Atomics.store(this.#words, ARRIVED, 0);
      Atomics.add(this.#words, ROUND, 1);
      this.#bell.ring();
    }
    return round;
  }

  #hasOpened(round: number): true | undefined {
    return Atomics.load(this.#words, ROUND) !== round || undefined;
  }

  /** Takes the arrival back, unless the gate opened in the very last moment. Returns whether it was taken back. */
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
