import { ME, nameOfThread } from "../thread-id.ts";
import type { Message } from "./message.ts";

/** The kind of a slot whose sender died before the message was whole. */
const ABANDONED = 0;

const CAPACITY = 0;
const SLOT_BYTES = 1;
// TAIL and HEAD lie 64 bytes apart: senders and receivers then do not fight for one cache line.
const TAIL = 16;
const HEAD = 32;
const HEADER_BYTES = 192;

const TURN = 0;
const OWNER = 1;
const KIND = 2;
const LENGTH = 3;
const SLOT_HEADER_BYTES = 16;

/** Positions count to 2^31 and start again; the sign bit of `TAIL` says that the ring is closed. */
const POSITION = 0x7fff_ffff;
const CLOSED = -0x8000_0000;

/**
 * A ring of message slots in shared memory, for any number of senders and receivers. It never waits and never locks.
 * (The algorithm is Dmitry Vyukov's bounded queue, with an owner added to each slot.)
 *
 * Memory, in Int32 words: 0 `CAPACITY` (a power of two), 1 `SLOT_BYTES` (room for one message), 16 `TAIL` (the next
 * position to send to), 32 `HEAD` (the next to receive from). From byte 192 on the slots, each a multiple of 64 bytes:
 * word 0 `TURN`, 1 `OWNER` (thread id + 1 of who writes, negative of who reads, else 0), 2 `KIND`, 3 `LENGTH` in bytes,
 * then the message.
 *
 * Position p uses slot p mod capacity, round after round. The slot's `TURN` says whose turn it is:
 *
 * - `TURN = p`: free. A sender that moves `TAIL` from p to p+1 owns it, writes, and sets `TURN` to p+1.
 * - `TURN = p+1`: full. A receiver that moves `HEAD` from p to p+1 owns it, reads, and sets `TURN` to p+capacity.
 *
 * Memory ordering: the message is written with plain writes, then `TURN` with an atomic store. A receiver reads `TURN`
 * with an atomic load first, and the message only if that load saw the store: so it sees the whole message.
 */
export class Ring {
  readonly capacity: number;
  readonly slotBytes: number;
  readonly #words: Int32Array;
  readonly #bytes: Uint8Array;
  /** Words from one slot to the next. */
  readonly #stride: number;
  readonly #firstWord: number;
  readonly #mask: number;

  /** Bytes that a ring takes. */
  static bytesFor(capacity: number, slotBytes: number): number {
    return HEADER_BYTES + capacity * strideBytes(slotBytes);
  }

  /** Prepares fresh, zeroed memory. `capacity` must be a power of two, at least 2. */
  static initialise(buffer: SharedArrayBuffer, offset: number, capacity: number, slotBytes: number): void {
    const words = new Int32Array(buffer, offset);
    words[CAPACITY] = capacity;
    words[SLOT_BYTES] = slotBytes;
    for (let i = 0; i < capacity; i++) words[(HEADER_BYTES + i * strideBytes(slotBytes)) / 4 + TURN] = i;
  }

  constructor(buffer: SharedArrayBuffer, offset: number) {
    this.#words = new Int32Array(buffer, offset);
    this.#bytes = new Uint8Array(buffer, offset);
    this.capacity = Atomics.load(this.#words, CAPACITY);
    this.slotBytes = Atomics.load(this.#words, SLOT_BYTES);
    this.#mask = this.capacity - 1;
    this.#stride = strideBytes(this.slotBytes) / 4;
    this.#firstWord = HEADER_BYTES / 4;
  }

  /** Puts a message in, if there is room. Its bytes must fit into a slot. */
  trySend(message: Message): "sent" | "full" | "closed" {
    const words = this.#words;
    for (;;) {
      const tail = Atomics.load(words, TAIL);
      if (tail < 0) return "closed";
      const slot = this.#slotOf(tail);
      const ahead = distance(tail, Atomics.load(words, slot + TURN));
      if (ahead < 0) return "full";
      // Ahead of us: another sender has taken this position since we read TAIL.
      if (ahead > 0 || Atomics.compareExchange(words, TAIL, tail, next(tail)) !== tail) continue;
      words[slot + OWNER] = ME;
      words[slot + KIND] = message.kind;
      words[slot + LENGTH] = message.bytes.length;
      this.#bytes.set(message.bytes, slot * 4 + SLOT_HEADER_BYTES);
      Atomics.store(words, slot + TURN, next(tail));
      return "sent";
    }
  }

  /** Takes the oldest message out, if there is one. `"abandoned"`: a dead sender's slot is free again; try once more. */
  tryReceive(): Message | "empty" | "abandoned" | "closed" {
    const words = this.#words;
    for (;;) {
      const head = Atomics.load(words, HEAD);
      const slot = this.#slotOf(head);
      const ahead = distance(next(head), Atomics.load(words, slot + TURN));
      // Closed and drained only when no sender owns a position any more.
      if (ahead < 0) return Atomics.load(words, TAIL) === (head | CLOSED) ? "closed" : "empty";
      if (ahead > 0 || Atomics.compareExchange(words, HEAD, head, next(head)) !== head) continue;
      words[slot + OWNER] = -ME;
      const kind = words[slot + KIND] as number;
      const start = slot * 4 + SLOT_HEADER_BYTES;
      const bytes = this.#bytes.slice(start, start + (words[slot + LENGTH] as number));
      this.#free(slot, head);
      return kind === ABANDONED ? "abandoned" : { kind, bytes };
    }
  }

  /** No message goes in any more. Those that are in can still be received. */
  close(): void {
    Atomics.or(this.#words, TAIL, CLOSED);
  }

  get isClosed(): boolean {
    return Atomics.load(this.#words, TAIL) < 0;
  }

  /** How many messages are in, counting those being written. */
  get length(): number {
    const head = Atomics.load(this.#words, HEAD);
    return Math.max(0, distance(head, Atomics.load(this.#words, TAIL) & POSITION));
  }

  /**
   * Mends what a dead thread left half done: a message it was writing is skipped by receivers, a message it was reading
   * is lost with it, and both slots serve again. Returns how many slots that were.
   */
  recover(threadId: number): number {
    const dead = nameOfThread(threadId);
    let mended = 0;
    for (let i = 0; i < this.capacity; i++) {
      const slot = this.#slotOf(i);
      // TURN first: whoever moved it last had written OWNER before.
      const turn = Atomics.load(this.#words, slot + TURN);
      const owner = this.#words[slot + OWNER];
      const isFree = (turn & this.#mask) === i;
      if (owner === dead && isFree) {
        this.#words[slot + KIND] = ABANDONED;
        this.#words[slot + LENGTH] = 0;
        Atomics.store(this.#words, slot + TURN, next(turn));
        mended++;
      } else if (owner === -dead && !isFree) {
        this.#free(slot, (turn - 1) & POSITION);
        mended++;
      }
    }
    return mended;
  }

  /** Leaves the slot of `position` to the sender of the next round. */
  #free(slot: number, position: number): void {
    this.#words[slot + OWNER] = 0;
    Atomics.store(this.#words, slot + TURN, (position + this.capacity) & POSITION);
  }

  /** The first word of the slot that `position` uses. */
  #slotOf(position: number): number {
    return this.#firstWord + (position & this.#mask) * this.#stride;
  }
}

function strideBytes(slotBytes: number): number {
  return Math.ceil((SLOT_HEADER_BYTES + slotBytes) / 64) * 64;
}

function next(position: number): number {
  return (position + 1) & POSITION;
}

/** How far `to` lies ahead of `from` on the circle of 2^31 positions; negative when it lies behind. */
function distance(from: number, to: number): number {
  return ((to - from) << 1) >> 1;
}
