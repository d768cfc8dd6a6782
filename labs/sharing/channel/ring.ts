import type { Message } from "./message.ts";

const CAPACITY = 0;
const SLOT_BYTES = 1;
// The senders' words and the receivers' words lie 128 bytes apart, so that the two do not contend for a cache line.
const TAIL = 32;
const SEEN_HEAD = 33;
const SENT = 34;
const SENDING = 35;
const HEAD = 64;
const SEEN_TAIL = 65;
const RECEIVED = 66;
const RECEIVING = 67;
const AT_SLOTS = 384;

/** The words of a message's header. */
const KIND = 0;
const LENGTH = 1;
const MESSAGE_HEADER_BYTES = 8;

/** The sign bit of `TAIL` says that the ring is closed; the other bits are the position. */
const CLOSED = -0x8000_0000;
const POSITION = 0x7fff_ffff;

/**
 * A ring of slots in shared memory, for one sender and one receiver at a time. It never waits.
 *
 * Memory, in Int32 words: 0 `CAPACITY` (number of slots), 1 `SLOT_BYTES`; written by senders only: 32 `TAIL` (where the
 * next message goes), 33 `SEEN_HEAD`, 34 `SENT` (how many messages), 35 `SENDING`; written by receivers only: 64 `HEAD`
 * (where the oldest message is), 65 `SEEN_TAIL`, 66 `RECEIVED`, 67 `RECEIVING`. From byte 384 on the slots. A message
 * fills one slot, or several one after the other, round the end if need be: 8 bytes of header (kind, length), then its
 * bytes.
 *
 * Positions count from 0 to twice the capacity and start again. So the ring is empty when `HEAD` and `TAIL` are equal,
 * and full when they are one capacity apart.
 *
 * `SEEN_HEAD` is the value of `HEAD` that a sender read last, and `SEEN_TAIL` the value of `TAIL` that a receiver read
 * last. As long as the old value shows room, or a message, a thread does not read the other side's words: reading them
 * moves the cache line from one core to the other for every message.
 *
 * Memory ordering: a sender writes the message plainly, then moves `TAIL` atomically. A receiver that sees `TAIL` moved
 * therefore sees the whole message. In the same way a sender that sees `HEAD` moved knows that the slot has been read.
 * A thread that dies before it moves its word has changed nothing that another thread can see.
 *
 * A message is counted right after its word has moved. `SENDING` and `RECEIVING` are written before, as a log of the step:
 * 2 × the position that the word moves to, plus the lowest bit of the count after it. So every thread can tell whether the
 * last message has been counted, and one whose thread died in between is counted all the same.
 */
export class Ring {
  readonly capacity: number;
  readonly slotBytes: number;
  readonly #words: Int32Array;
  readonly #slots: Uint8Array;
  /** Bytes from one slot to the next. */
  readonly #stride: number;

  /** The size of a ring, in bytes. */
  static bytesFor(capacity: number, slotBytes: number): number {
    return AT_SLOTS + capacity * strideOf(slotBytes);
  }

  /** Initialises new memory, all of it zero. */
  static initialise(buffer: SharedArrayBuffer, offset: number, capacity: number, slotBytes: number): void {
    const words = new Int32Array(buffer, offset, 2);
    words[CAPACITY] = capacity;
    words[SLOT_BYTES] = slotBytes;
  }

  constructor(buffer: SharedArrayBuffer, offset: number) {
    // An array of two words has exactly these two elements.
    const [capacity, slotBytes] = new Int32Array(buffer, offset, 2) as unknown as [number, number];
    this.capacity = capacity;
    this.slotBytes = slotBytes;
    this.#stride = strideOf(slotBytes);
    this.#words = new Int32Array(buffer, offset, (AT_SLOTS + capacity * this.#stride) / 4);
    this.#slots = new Uint8Array(buffer, offset + AT_SLOTS, capacity * this.#stride);
  }

  /** Bytes of the longest message that an empty ring holds. */
  get longestMessage(): number {
    return this.capacity * this.#stride - MESSAGE_HEADER_BYTES;
  }

  /** Puts a message in. Returns `undefined` when there is no room. One thread at a time may call this. */
  put(message: Message): "sent" | "closed" | undefined {
    const words = this.#words;
    const tail = Atomics.load(words, TAIL);
    if (tail < 0) return "closed";
    const slots = this.#slotsFor(message.bytes.length);
    if (this.#distance(words[SEEN_HEAD] as number, tail) + slots > this.capacity) {
      words[SEEN_HEAD] = Atomics.load(words, HEAD);
      if (this.#distance(words[SEEN_HEAD] as number, tail) + slots > this.capacity) return undefined;
    }
    this.#write(this.#startOf(tail), message);
    const after = this.#after(tail, slots);
    const sent = this.#prepareToCount(SENT, SENDING, tail, after);
    // Fails only if the ring has been closed since `tail` was read. No receiver sees the written message then.
    if (Atomics.compareExchange(words, TAIL, tail, after) !== tail) return "closed";
    words[SENT] = sent;
    return "sent";
  }

  /** Takes the oldest message out. Returns `undefined` when the ring is empty. One thread at a time may call this. */
  take(): Message | "closed" | undefined {
    const words = this.#words;
    const head = words[HEAD] as number;
    if (head === words[SEEN_TAIL]) {
      const tail = Atomics.load(words, TAIL);
      if ((tail & POSITION) === head) return tail < 0 ? "closed" : undefined;
      words[SEEN_TAIL] = tail & POSITION;
    }
    const message = this.#read(this.#startOf(head));
    const after = this.#after(head, this.#slotsFor(message.bytes.length));
    const received = this.#prepareToCount(RECEIVED, RECEIVING, head, after);
    Atomics.store(words, HEAD, after);
    words[RECEIVED] = received;
    return message;
  }

  /** Refuses further messages. The messages in the ring can still be taken out. */
  close(): void {
    Atomics.or(this.#words, TAIL, CLOSED);
  }

  get isClosed(): boolean {
    return Atomics.load(this.#words, TAIL) < 0;
  }

  /** How many messages are in the ring. */
  get length(): number {
    const words = this.#words;
    const received = this.#count(RECEIVED, RECEIVING, Atomics.load(words, HEAD));
    const sent = this.#count(SENT, SENDING, Atomics.load(words, TAIL) & POSITION);
    return Math.max(0, (sent - received) | 0);
  }

  /** How many messages have passed a word that stands at `position`, the last one included if it was not counted yet. */
  #count(count: number, log: number, position: number): number {
    const counted = this.#words[count] as number;
    const step = this.#words[log] as number;
    const isCounted = step >> 1 !== position || ((step ^ counted) & 1) === 0;
    return isCounted ? counted : (counted + 1) | 0;
  }

  /** Logs that a word is about to move. Returns the count to store once it has moved. */
  #prepareToCount(count: number, log: number, from: number, to: number): number {
    const counted = this.#count(count, log, from);
    // In this order, so that the log tells at every moment what the count lacks.
    this.#words[count] = counted;
    this.#words[log] = (to << 1) | ((counted + 1) & 1);
    return counted + 1;
  }

  #write(start: number, message: Message): void {
    const header = (AT_SLOTS + start) / 4;
    this.#words[header + KIND] = message.kind;
    this.#words[header + LENGTH] = message.bytes.length;
    const from = start + MESSAGE_HEADER_BYTES;
    const untilEnd = this.#slots.length - from;
    if (message.bytes.length <= untilEnd) {
      this.#slots.set(message.bytes, from);
    } else {
      this.#slots.set(message.bytes.subarray(0, untilEnd), from);
      this.#slots.set(message.bytes.subarray(untilEnd), 0);
    }
  }

  #read(start: number): Message {
    const header = (AT_SLOTS + start) / 4;
    const kind = this.#words[header + KIND] as number;
    const length = this.#words[header + LENGTH] as number;
    const from = start + MESSAGE_HEADER_BYTES;
    const untilEnd = this.#slots.length - from;
    if (length <= untilEnd) return { kind, bytes: this.#slots.slice(from, from + length) };
    const bytes = new Uint8Array(length);
    bytes.set(this.#slots.subarray(from));
    bytes.set(this.#slots.subarray(0, length - untilEnd), untilEnd);
    return { kind, bytes };
  }

  #slotsFor(messageBytes: number): number {
    return messageBytes <= this.slotBytes
      ? 1
      : Math.ceil((MESSAGE_HEADER_BYTES + messageBytes) / this.#stride);
  }

  /** The first byte of the slot at `position`. */
  #startOf(position: number): number {
    return (position < this.capacity ? position : position - this.capacity) * this.#stride;
  }

  /** The position `slots` further on. */
  #after(position: number, slots: number): number {
    const next = position + slots;
    return next < 2 * this.capacity ? next : next - 2 * this.capacity;
  }

  /** How many slots lie between `head` and `tail`. */
  #distance(head: number, tail: number): number {
    return tail >= head ? tail - head : tail - head + 2 * this.capacity;
  }
}

function strideOf(slotBytes: number): number {
  return Math.ceil((MESSAGE_HEADER_BYTES + slotBytes) / 8) * 8;
}
