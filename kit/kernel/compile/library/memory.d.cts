// Shared and resizable memory: what ArrayBuffer, SharedArrayBuffer and Atomics gained after TypeScript 5.0.

interface ArrayBuffer {
  readonly resizable: boolean;
  readonly maxByteLength: number;
  readonly detached: boolean;
  resize(byteLength?: number): void;
  /** Moves the bytes into a new buffer. The old one is empty and detached afterwards. */
  transfer(byteLength?: number): ArrayBuffer;
  transferToFixedLength(byteLength?: number): ArrayBuffer;
}

interface ArrayBufferConstructor {
  new (byteLength: number, options?: { maxByteLength?: number }): ArrayBuffer;
}

interface SharedArrayBuffer {
  readonly growable: boolean;
  readonly maxByteLength: number;
  grow(byteLength?: number): void;
}

interface SharedArrayBufferConstructor {
  new (byteLength: number, options?: { maxByteLength?: number }): SharedArrayBuffer;
}

interface Atomics {
  /** Waits without blocking the thread: returns the result, or a promise of it. The timeout is in milliseconds. */
  waitAsync(
    array: Int32Array,
    index: number,
    value: number,
    timeout?: number,
  ): { async: false; value: "not-equal" | "timed-out" } | { async: true; value: Promise<"ok" | "timed-out"> };
  waitAsync(
    array: BigInt64Array,
    index: number,
    value: bigint,
    timeout?: number,
  ): { async: false; value: "not-equal" | "timed-out" } | { async: true; value: Promise<"ok" | "timed-out"> };
  /** Tells the processor that this thread is spinning. */
  pause(turns?: number): void;
}
