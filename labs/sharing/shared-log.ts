import { EVENT_COUNT_BYTES, EventCount } from "./event-count.ts";
import { MUTEX_BYTES, Mutex } from "./mutex/mutex.ts";
import { SharingError } from "./sharing-error.ts";
import { refuseUnknownOptions, wholeNumber } from "./validate.ts";

export interface LogOptions {
  /**
   * The first size of the memory, in bytes. It doubles when needed.
   * @default 65_536
   */
  readonly bytes?: number;
  /**
   * The largest size of the memory, in bytes. Address space is reserved for it at once, memory is not.
   * @default 67_108_864
   */
  readonly maxBytes?: number;
}

const AT_EVENT_COUNT = MUTEX_BYTES;
const AT_WORDS = AT_EVENT_COUNT + EVENT_COUNT_BYTES;
const COUNT = 0;
/** Two words: the first holds the end while `COUNT` is even, the second while it is odd. */
const ENDS = 1;
/** Bytes of a log before its first record. */
export const LOG_HEADER_BYTES = 72;
const LENGTH_BYTES = 4;

const OPTIONS: ReadonlySet<string> = new Set(["bytes", "maxBytes"]);

/** Memory for a log. It grows in place, for all threads at once. */
export function logMemory(options: LogOptions = {}): SharedArrayBuffer {
  refuseUnknownOptions(options, OPTIONS, "of a log");
  const most = wholeNumber("maxBytes", options.maxBytes ?? 1 << 26, 1024);
  const first = wholeNumber("bytes", options.bytes ?? Math.min(1 << 16, most), LOG_HEADER_BYTES, most);
  return new SharedArrayBuffer(first, { maxByteLength: most });
}

/**
 * A list of byte records in shared memory. Any thread appends, any thread reads, and no record is changed or removed.
 *
 * Memory: bytes 0–47 a `Mutex`, 48–55 an `EventCount`; Int32 words at byte 56 `COUNT` (records), at 60 and 64 the first free
 * byte after an even and after an odd number of records; from byte 72 on the records: a length in bytes (Int32), then
 * the bytes, filled up to a multiple of 4.
 *
 * Memory ordering: one writer at a time holds the mutex. It writes the record with plain writes first, then the end that
 * belongs to the next `COUNT`, and stores `COUNT` atomically last. A reader loads `COUNT` atomically and reads only the
 * records before it, which are whole. So readers need no lock, and never wait. A writer that dies in between has changed
 * neither `COUNT` nor the end that belongs to it: its half-written record is not visible, and the next writer overwrites
 * it.
 */
export class SharedLog {
  readonly mutex: Mutex;
  readonly #buffer: SharedArrayBuffer;
  readonly #eventCount: EventCount;
  readonly #words: Int32Array;
  readonly #bytes: Uint8Array;
  /** The first bytes of the records that this thread has found so far. */
  readonly #starts: number[] = [LOG_HEADER_BYTES];

  constructor(buffer: SharedArrayBuffer) {
    this.#buffer = buffer;
    this.mutex = Mutex.from({ kind: Mutex.kind, buffer, offset: 0 });
    this.#eventCount = new EventCount(buffer, AT_EVENT_COUNT);
    this.#words = new Int32Array(buffer, AT_WORDS, 3);
    // Without a length a view grows with its buffer.
    this.#bytes = new Uint8Array(buffer);
  }

  get eventCount(): EventCount {
    return this.#eventCount;
  }

  /** The number of records. */
  get count(): number {
    return Atomics.load(this.#words, COUNT);
  }

  /** The number of bytes in use. */
  get bytesUsed(): number {
    return this.#endAfter(this.count);
  }

  /**
   * Adds a record. Blocks this thread while another thread writes, which takes microseconds.
   *
   * @returns the record's index
   * @throws SharingError `FULL`
   */
  append(record: Uint8Array): number {
    const index = this.mutex.runExclusive(() => this.#write(record));
    this.#eventCount.notifyAll();
    return index;
  }

  /** `append` without blocking the event loop. */
  async appendAsync(record: Uint8Array): Promise<number> {
    const index = await this.mutex.runExclusiveAsync(() => this.#write(record));
    this.#eventCount.notifyAll();
    return index;
  }

  /** A copy of the record at `index`, which must be below `count`. */
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
