/** Writes are noted for units of 4 bytes, 1 << UNIT. A neighbour's write in the same unit only wakes a loop in vain. */
const UNIT = 2;

/** One block of shared memory during an exploration. */
export class Memory {
  /** Its number, in the order of discovery. */
  readonly id: number;
  readonly buffer: SharedArrayBuffer;
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  /** Its bytes at the start of every run. */
  readonly #initial: Uint8Array;
  /** The step at which each unit was last written. The exploration's count of steps is never reset. */
  #written = new Float64Array(0);

  constructor(id: number, buffer: SharedArrayBuffer) {
    this.id = id;
    this.buffer = buffer;
    this.bytes = new Uint8Array(buffer);
    this.#initial = this.bytes.slice();
  }

  /** Sets the bytes to those at the start of the first run. A buffer that has grown keeps its size. */
  reset(): void {
    this.bytes.set(this.#initial);
    if (this.bytes.length > this.#initial.length) this.bytes.fill(0, this.#initial.length);
  }

  markWritten(low: number, high: number, step: number): void {
    const last = (high - 1) >> UNIT;
    if (last >= this.#written.length) {
      const longer = new Float64Array(
        Math.max(last + 1, Math.min(2 * this.#written.length, this.buffer.byteLength)),
      );
      longer.set(this.#written);
      this.#written = longer;
    }
    for (let i = low >> UNIT; i <= last; i++) this.#written[i] = step;
  }

  /** Whether any of the bytes was written after the given step. */
  isWrittenSince(low: number, high: number, step: number): boolean {
    for (let i = low >> UNIT; i <= (high - 1) >> UNIT; i++) if ((this.#written[i] ?? 0) > step) return true;
    return false;
  }
}

/** The blocks of shared memory of one exploration. */
export class SharedState {
  readonly all: Memory[] = [];
  #known = new WeakMap<SharedArrayBuffer, Memory>();
  /** The number of blocks that are there before the first run. Those that a run makes are gone with it. */
  #lasting: number | undefined;

  of(buffer: SharedArrayBuffer): Memory {
    let memory = this.#known.get(buffer);
    if (memory === undefined) {
      memory = new Memory(this.all.length, buffer);
      this.#known.set(buffer, memory);
      this.all.push(memory);
    }
    return memory;
  }

  /** Prepares the next run. */
  reset(): void {
    this.#lasting ??= this.all.length;
    for (const memory of this.all.splice(this.#lasting)) this.#known.delete(memory.buffer);
    for (const memory of this.all) memory.reset();
  }
}
