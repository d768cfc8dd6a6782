import { Deadline, type WaitOptions } from "./deadline.ts";
import { EVENT_COUNT_BYTES, EventCount } from "./event-count.ts";
import { allocate, checkHandle, type Handle, type Shareable } from "./handle.ts";
import { MUTEX_BYTES, Mutex } from "./mutex/mutex.ts";
import { spinUntil } from "./spin.ts";
import { ME, nameOfThread } from "./thread-id.ts";
import { wholeNumber } from "./validate.ts";
import { waitUntil, waitUntilAsync } from "./wait-until.ts";

export type StartGateHandle = Handle<"swarmlab.startGate">;

const PARTIES = 0;
const ROUND = 3;
const AT_EVENT_COUNT = 16;
const AT_MUTEX = AT_EVENT_COUNT + EVENT_COUNT_BYTES;
const AT_PLACES = AT_MUTEX + MUTEX_BYTES;
const MOST_PARTIES = 1 << 20;

/** Attempts before a thread sleeps: enough for threads that are awake to pass within a microsecond of each other. */
const ATTEMPTS = 200;

/** A thread's arrival: the round, and the place that it took. */
interface Arrival {
  readonly round: number;
  readonly place: number;
}

/**
 * A barrier: threads wait at the gate, and it opens when all of them have arrived. Threads start at different moments; a
 * race or a fair measurement needs them to start together. The gate closes again and serves the next round.
 *
 * Memory: Int32 words 0 the number of parties, 3 the number of past rounds, 1 and 2 unused; bytes 16–23 the `EventCount`;
 * 24–71 a `Mutex`; from byte 72 on two lists of Int32 places, as many as parties in each: the names of the threads that have
 * arrived, 0 where a place is free. Even rounds use the first list, odd rounds the second.
 *
 * Every change is made while holding the mutex. Of each, one store counts: the name in a place is an arrival, 0 takes it back, and
 * the next number of the round opens the gate. Before it opens, the other list is emptied. So a thread that dies in
 * between has made its change or has not, and `recover` takes back its arrivals.
 *
 * Memory ordering: sequentially consistent. What a thread wrote before the gate is visible to all threads after it.
 */
export class StartGate implements Shareable {
  static readonly kind = "swarmlab.startGate";

  readonly #handle: StartGateHandle;
  readonly #words: Int32Array;
  readonly #places: Int32Array;
  readonly #mutex: Mutex;
  readonly #eventCount: EventCount;

  /**
   * @param parties the number of threads that must arrive, from 1 to 1,048,576; or a handle, to open the gate that it describes
   * @throws SharingError `INVALID_ARGUMENT`
   */
  constructor(parties: number | StartGateHandle) {
    const isNew = typeof parties !== "object";
    if (isNew) wholeNumber("The number of parties at a gate", parties, 1, MOST_PARTIES);
    const handle = isNew ? allocate(StartGate.kind, bytesFor(parties)) : parties;
    this.#handle = checkHandle(handle, StartGate.kind, bytesFor(1));
    const { buffer, offset } = this.#handle;
    this.#words = new Int32Array(buffer, offset, 4);
    if (isNew) Atomics.store(this.#words, PARTIES, parties);
    else checkHandle(handle, StartGate.kind, bytesFor(this.parties));
    this.#places = new Int32Array(buffer, offset + AT_PLACES, 2 * this.parties);
    this.#mutex = Mutex.from({ kind: Mutex.kind, buffer, offset: offset + AT_MUTEX });
    this.#eventCount = new EventCount(buffer, offset + AT_EVENT_COUNT);
  }

  static from(handle: StartGateHandle): StartGate {
    checkHandle(handle, StartGate.kind, bytesFor(1));
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
    const first = this.#firstPlace(Atomics.load(this.#words, ROUND));
    let arrived = 0;
    for (let place = first; place < first + this.parties; place++)
      if (Atomics.load(this.#places, place) !== 0) arrived++;
    return arrived;
  }

  /**
   * Arrives, and blocks this thread until all have arrived. A thread that comes while all places of the round are taken waits
   * for the next round.
   *
   * @throws SharingError `TIMEOUT`; this thread then counts as not arrived. It may come later where a thread has died inside the
   *   gate's mutex, which it holds for microseconds, and `recover` was not called yet
   */
  wait(options?: WaitOptions): void {
    const deadline = new Deadline(options);
    this.#mutex.lock(deadline.rest);
    const arrival = this.#arrive();
    const hasOpened = () => this.#hasOpened(arrival.round);
    if (spinUntil(hasOpened, ATTEMPTS)) return;
    try {
      waitUntil(this.#eventCount, deadline.rest, this.#awaited(), hasOpened);
    } catch (error) {
      // Without a limit: a thread that gave up here would still count as arrived.
      this.#mutex.lock();
      if (this.#leave(arrival)) throw error;
    }
  }

  /** `wait` without blocking the event loop. */
  async waitAsync(options?: WaitOptions): Promise<void> {
    const deadline = new Deadline(options);
    // Taken at once where it is free, so that the caller sees the arrival before it awaits.
    if (this.#mutex.tryLock() === null) await this.#mutex.lockAsync(deadline.rest);
    const arrival = this.#arrive();
    try {
      await waitUntilAsync(this.#eventCount, deadline.rest, this.#awaited(), () =>
        this.#hasOpened(arrival.round),
      );
    } catch (error) {
      if (this.#mutex.tryLock() === null) await this.#mutex.lockAsync();
      if (this.#leave(arrival)) throw error;
    }
  }

  /**
   * Takes back the arrivals of a dead thread, so that the gate does not open for one party too few.
   *
   * @returns whether the dead thread had arrived in this round, or held the gate's mutex
   */
  recover(threadId: number): boolean {
    const dead = nameOfThread(threadId);
    const wasHeld = this.#mutex.recover(threadId);
    const guard = this.#mutex.lock();
    guard.markRepaired();
    const first = this.#firstPlace(Atomics.load(this.#words, ROUND));
    let hadArrived = false;
    for (let place = first; place < first + this.parties; place++)
      if (Atomics.compareExchange(this.#places, place, dead, 0) === dead) hadArrived = true;
    guard.release();
    // The dead thread may have opened the gate without waking the others.
    this.#eventCount.notifyAll();
    return wasHeld || hadArrived;
  }

  /** Counts this thread, which holds the mutex, as arrived, opens the gate if it is the last, and releases the mutex. */
  #arrive(): Arrival {
    const round = Atomics.load(this.#words, ROUND);
    const first = this.#firstPlace(round);
    const end = first + this.parties;
    let place = first;
    while (Atomics.load(this.#places, place) !== 0) place++;
    Atomics.store(this.#places, place, ME);
    let next = first;
    while (next < end && Atomics.load(this.#places, next) !== 0) next++;
    if (next < end) this.#mutex.unlock();
    else this.#open(round);
    return { round, place };
  }

  #open(round: number): void {
    const other = this.#firstPlace(round + 1);
    for (let place = other; place < other + this.parties; place++) Atomics.store(this.#places, place, 0);
    Atomics.store(this.#words, ROUND, round + 1);
    this.#mutex.unlock();
    this.#eventCount.notifyAll();
  }

  #hasOpened(round: number): true | undefined {
    return Atomics.load(this.#words, ROUND) !== round || undefined;
  }

  /** Takes the arrival back, unless the gate has opened meanwhile, and releases the mutex. Returns whether it was taken back. */
  #leave({ round, place }: Arrival): boolean {
    const hasOpened = this.#hasOpened(round);
    if (!hasOpened) Atomics.store(this.#places, place, 0);
    this.#mutex.unlock();
    return !hasOpened;
  }

  #firstPlace(round: number): number {
    return (round & 1) * this.parties;
  }

  #awaited(): string {
    return `The last of ${this.parties} parties at the start gate`;
  }
}

function bytesFor(parties: number): number {
  return AT_PLACES + 8 * parties;
}
