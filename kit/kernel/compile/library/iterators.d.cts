// Iterator helpers (ES2025). They stand on the iterators the language itself makes (generators, `map.values()` and so on),
// not on TypeScript's general `Iterator`, which any object with a `next` method fits.

/** What a built-in iterator returns at its end. */
// biome-ignore lint/suspicious/noExplicitAny: as in TypeScript's own library when strictBuiltinIteratorReturn is off
type BuiltinIteratorReturn = any;

interface IteratorObject<T, TReturn = unknown, TNext = unknown>
  extends Iterator<T, TReturn, TNext>,
    Disposable {
  [Symbol.iterator](): IteratorObject<T, TReturn, TNext>;
  map<U>(call: (value: T, index: number) => U): IteratorObject<U, undefined, unknown>;
  filter<S extends T>(keep: (value: T, index: number) => value is S): IteratorObject<S, undefined, unknown>;
  filter(keep: (value: T, index: number) => unknown): IteratorObject<T, undefined, unknown>;
  take(limit: number): IteratorObject<T, undefined, unknown>;
  drop(count: number): IteratorObject<T, undefined, unknown>;
  flatMap<U>(
    call: (value: T, index: number) => Iterable<U> | Iterator<U>,
  ): IteratorObject<U, undefined, unknown>;
  reduce(call: (sum: T, value: T, index: number) => T): T;
  reduce<U>(call: (sum: U, value: T, index: number) => U, initial: U): U;
  toArray(): T[];
  forEach(call: (value: T, index: number) => void): void;
  some(test: (value: T, index: number) => unknown): boolean;
  every(test: (value: T, index: number) => unknown): boolean;
  find<S extends T>(test: (value: T, index: number) => value is S): S | undefined;
  find(test: (value: T, index: number) => unknown): T | undefined;
}

interface AsyncIteratorObject<T, TReturn = unknown, TNext = unknown>
  extends AsyncIterator<T, TReturn, TNext>,
    AsyncDisposable {
  [Symbol.asyncIterator](): AsyncIteratorObject<T, TReturn, TNext>;
}

declare var Iterator: {
  /** Wraps anything iterable so that it has the helper methods. */
  from<T>(values: Iterable<T> | Iterator<T>): IteratorObject<T, undefined, unknown>;
  /** One iterator after the other. */
  concat<T>(...values: Iterable<T>[]): IteratorObject<T, undefined, unknown>;
};

// biome-ignore lint/suspicious/noExplicitAny: the parameters of a merged interface must stay as they are
interface Generator<T = unknown, TReturn = any, TNext = unknown> extends IteratorObject<T, TReturn, TNext> {}
// biome-ignore lint/suspicious/noExplicitAny: the parameters of a merged interface must stay as they are
interface AsyncGenerator<T = unknown, TReturn = any, TNext = unknown>
  extends AsyncIteratorObject<T, TReturn, TNext> {}

interface ArrayIterator<T> extends IteratorObject<T, BuiltinIteratorReturn, unknown> {
  [Symbol.iterator](): ArrayIterator<T>;
}
interface MapIterator<T> extends IteratorObject<T, BuiltinIteratorReturn, unknown> {
  [Symbol.iterator](): MapIterator<T>;
}
interface SetIterator<T> extends IteratorObject<T, BuiltinIteratorReturn, unknown> {
  [Symbol.iterator](): SetIterator<T>;
}

interface Array<T> {
  [Symbol.iterator](): ArrayIterator<T>;
  entries(): ArrayIterator<[number, T]>;
  keys(): ArrayIterator<number>;
  values(): ArrayIterator<T>;
}
interface ReadonlyArray<T> {
  [Symbol.iterator](): ArrayIterator<T>;
  entries(): ArrayIterator<[number, T]>;
  keys(): ArrayIterator<number>;
  values(): ArrayIterator<T>;
}
interface Map<K, V> {
  [Symbol.iterator](): MapIterator<[K, V]>;
  entries(): MapIterator<[K, V]>;
  keys(): MapIterator<K>;
  values(): MapIterator<V>;
}
interface ReadonlyMap<K, V> {
  [Symbol.iterator](): MapIterator<[K, V]>;
  entries(): MapIterator<[K, V]>;
  keys(): MapIterator<K>;
  values(): MapIterator<V>;
}
interface Set<T> {
  [Symbol.iterator](): SetIterator<T>;
  entries(): SetIterator<[T, T]>;
  keys(): SetIterator<T>;
  values(): SetIterator<T>;
}
interface ReadonlySet<T> {
  [Symbol.iterator](): SetIterator<T>;
  entries(): SetIterator<[T, T]>;
  keys(): SetIterator<T>;
  values(): SetIterator<T>;
}
