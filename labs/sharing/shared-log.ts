import { BELL_BYTES, Bell } from "./bell.ts";
import { MUTEX_BYTES, Mutex } from "./mutex/mutex.ts";
import { SharingError } from "./sharing-error.ts";
import { wholeNumber } from "./validate.ts";

export interface LogOptions {
  /**
   * Memory at first, in bytes. It doubles when needed.
   * @default 65_536
   */
  readonly bytes?: number;
  /**
   * Memory at most, in bytes; address space for it is reserved at once, memory is not.
   * @default 67_108_864
   */
  readonly maxBytes?: number;
}

const AT_BELL = MUTEX_BYTES;
const AT_WORDS = AT_BELL + BELL_BYTES;
const COUNT = 0;
/** Two words: which of them counts is decided by whether `COUNT` is even or odd. */
const ENDS = 1;
/** What a log takes before its first record. */
export const LOG_HEADER_BYTES = 72;
const LENGTH_BYTES = 4;

/** Memory for a log; it can grow in place, in all threads at once. */
export function logMemory(options: LogOptions = {}): SharedArrayBuffer {
  const most = wholeNumber("maxBytes", options.maxBytes ?? 1 << 26, 1024);
  const first = wholeNumber("bytes", options.bytes ?? Math.min(1 << 16, most), LOG_HEADER_BYTES, most);
  return new SharedArrayBuffer(first, { maxByteLength: most });
}

/**
 * A list of byte records in shared memory. Any thread appends, any thread reads, nothing is ever changed or removed.
 *
 * Memory: bytes 0–47 a `Mutex`, 48–55 a `Bell`; Int32 words at byte 56 `COUNT` (records), at 60 and 64 the first free
 * byte after an even and after an odd number of records; from byte 72 on the records: a length in bytes (Int32), then
 * the bytes, filled up to a multiple of 4.
 *
 * Memory ordering: writers hold the mutex, so one at a time. A writer writes the record with plain writes first, then
 * the end that will count with the next `COUNT`, and stores `COUNT` atomically last. A reader loads `COUNT` atomically
 * and looks only at records before it: those it sees whole. So readers need no lock, and never wait. A writer that dies
 * in between has not moved `COUNT`, nor the end that goes with it: its half of a record was never visible, and the next
 * writer writes over it.
 */
export class SharedLog {
  readonly mutex: Mutex;
  readonly #buffer: SharedArrayBuffer;
  readonly #bell: Bell;
  readonly #words: Int32Array;
  readonly #bytes: Uint8Array;
  /** Where the records begin that this thread has come across so far. */
  readonly #starts: number[] = [LOG_HEADER_BYTES];

  constructor(buffer: SharedArrayBuffer) {
    this.#buffer = buffer;
    this.mutex = Mutex.from({ kind: Mutex.kind, buffer, offset: 0 });
    this.#bell = new Bell(buffer, AT_BELL);
    this.#words = new Int32Array(buffer, AT_WORDS, 3);
    // Without a length a view grows with its buffer.
    this.#bytes = new Uint8Array(buffer);
  }

  get bell(): Bell {
    return this.#bell;
  }

  /** How many records there are. */
  get count(): number {
    return Atomics.load(this.#words, COUNT);
  }

  /** How many bytes are in use, of those the log may take at most. */
  get bytesUsed(): number {
    return this.#endAfter(this.count);
  }

  /**
   * Adds a record; blocks this thread while another one is writing, which takes microseconds.
   *
   * @returns its index
   * @throws SharingError `FULL`
   */
  append(record: Uint8Array): number {
    const index = this.mutex.runExclusive(() => this.#write(record));
    this.#bell.ring();
    return index;
  }

  /** The same without blocking the event loop. */
  async appendAsync(record: Uint8Array): Promise<number> {
    const index = await this.mutex.runExclusiveAsync(() => this.#write(record));
    this.#bell.ring();
    return index;
  }

  /** A copy of the record at `index`, which must be below `count`. Copies no other record. */
  read(index: number): Uint8Array {
    for (let i = this.#starts.length - 1; i < index; i++) this.#starts.push(this.#startAfter(i));
    const start = this.#starts[index] as number;
    const from = start + LENGTH_BYTES;
    return this.#bytes.slice(from, from + this.#lengthAt(start));
  }

  #endAfter(count: number): number {
    return Atomics.load(this.#words, ENDS + (count % 2)) || LOG_HEADER_BYTES;
  }

  #write(record: Uint8Array): number {
    const index = this.count;
    const start = this.#endAfter(index);
    const end = start + LENGTH_BYTES + Math.ceil(record.length / 4) * 4;
    this.#makeRoom(start, end);
    new Int32Array(this.#buffer, start, 1)[0] = record.length;
    this.#bytes.set(record, start + LENGTH_BYTES);
    Atomics.store(this.#words, ENDS + ((index + 1) % 2), end);
    Atomics.store(this.#words, COUNT, index + 1);
    return index;
  }

  #makeRoom(start: number, end: number): void {
    const { byteLength, maxByteLength } = this.#buffer;
    if (end > maxByteLength) {
      throw new SharingError(
        "FULL",
        `The log is full: ${end - start} bytes more are needed, and ${maxByteLength - start} of ${maxByteLength} are left; create it with a larger maxBytes.`,
      );
    }
    if (end > byteLength) this.#buffer.grow(Math.min(maxByteLength, Math.max(end, 2 * byteLength)));
  }

  #startAfter(index: number): number {
    const start = this.#starts[index] as number;
    return start + LENGTH_BYTES + Math.ceil(this.#lengthAt(start) / 4) * 4;
  }

  #lengthAt(start: number): number {
    return new Int32Array(this.#buffer, start, 1)[0] as number;
  }
}
