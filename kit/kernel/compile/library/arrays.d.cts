// Array methods of ES2023 and ES2024 that TypeScript 5.0's own library lacks. See library-files.ts beside this folder.

interface ReadonlyArray<T> {
  /** A copy in reverse order. */
  toReversed(): T[];
  /** A sorted copy. Without a comparison the elements are compared as text. */
  toSorted(compare?: (a: T, b: T) => number): T[];
  /** A copy with elements removed and others inserted. */
  toSpliced(start: number, deleteCount?: number): T[];
  toSpliced(start: number, deleteCount: number, ...items: T[]): T[];
  /** A copy with one element replaced. A negative index counts from the end. */
  with(index: number, value: T): T[];
}

interface Array<T> {
  /** A copy in reverse order. */
  toReversed(): T[];
  /** A sorted copy. Without a comparison the elements are compared as text. */
  toSorted(compare?: (a: T, b: T) => number): T[];
  /** A copy with elements removed and others inserted. */
  toSpliced(start: number, deleteCount?: number): T[];
  toSpliced(start: number, deleteCount: number, ...items: T[]): T[];
  /** A copy with one element replaced. A negative index counts from the end. */
  with(index: number, value: T): T[];
}

interface ArrayConstructor {
  /** An array of what an async or ordinary iterable yields, each value awaited. */
  fromAsync<T>(
    values: AsyncIterable<T> | Iterable<T | PromiseLike<T>> | ArrayLike<T | PromiseLike<T>>,
  ): Promise<T[]>;
  fromAsync<T, U>(
    values: AsyncIterable<T> | Iterable<T | PromiseLike<T>> | ArrayLike<T | PromiseLike<T>>,
    map: (value: Awaited<T>, index: number) => U,
  ): Promise<Awaited<U>[]>;
}

/** What the copying methods add to every typed array. */
interface CopyingTypedArray<Self, Element> {
  /** A copy in reverse order. */
  toReversed(): Self;
  /** A sorted copy. Without a comparison the elements are compared as numbers. */
  toSorted(compare?: (a: Element, b: Element) => number): Self;
  /** A copy with one element replaced. A negative index counts from the end. */
  with(index: number, value: Element): Self;
}

interface Int8Array extends CopyingTypedArray<Int8Array, number> {}
interface Uint8Array extends CopyingTypedArray<Uint8Array, number> {
  /** The bytes as base64 text. */
  toBase64(options?: { alphabet?: "base64" | "base64url"; omitPadding?: boolean }): string;
  /** The bytes as hexadecimal text. */
  toHex(): string;
}
interface Uint8ClampedArray extends CopyingTypedArray<Uint8ClampedArray, number> {}
interface Int16Array extends CopyingTypedArray<Int16Array, number> {}
interface Uint16Array extends CopyingTypedArray<Uint16Array, number> {}
interface Int32Array extends CopyingTypedArray<Int32Array, number> {}
interface Uint32Array extends CopyingTypedArray<Uint32Array, number> {}
interface Float32Array extends CopyingTypedArray<Float32Array, number> {}
interface Float64Array extends CopyingTypedArray<Float64Array, number> {}
interface BigInt64Array extends CopyingTypedArray<BigInt64Array, bigint> {}
interface BigUint64Array extends CopyingTypedArray<BigUint64Array, bigint> {}

interface Uint8ArrayConstructor {
  /** The bytes that base64 text stands for. */
  fromBase64(text: string, options?: { alphabet?: "base64" | "base64url" }): Uint8Array;
  /** The bytes that hexadecimal text stands for. */
  fromHex(text: string): Uint8Array;
}
