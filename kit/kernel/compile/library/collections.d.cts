// Methods of Object, Map, WeakMap and Set that are newer than TypeScript 5.0's own library.

interface ObjectConstructor {
  /** Sorts values into named groups. */
  groupBy<K extends PropertyKey, T>(
    values: Iterable<T>,
    key: (value: T, index: number) => K,
  ): Partial<Record<K, T[]>>;
}

interface MapConstructor {
  /** Sorts values into groups under any key. */
  groupBy<K, T>(values: Iterable<T>, key: (value: T, index: number) => K): Map<K, T[]>;
}

interface Map<K, V> {
  /** The value under the key. Stores `value` first if there is none. */
  getOrInsert(key: K, value: V): V;
  /** The value under the key. Computes and stores it first if there is none. */
  getOrInsertComputed(key: K, compute: (key: K) => V): V;
}

interface WeakMap<K extends object, V> {
  /** The value under the key. Stores `value` first if there is none. */
  getOrInsert(key: K, value: V): V;
  /** The value under the key. Computes and stores it first if there is none. */
  getOrInsertComputed(key: K, compute: (key: K) => V): V;
}

/** What the methods of Set need of their argument. Set and Map both have it. */
interface ReadonlySetLike<T> {
  keys(): Iterator<T>;
  has(value: T): boolean;
  readonly size: number;
}

/** The set methods of ES2025, which change neither set. */
interface SetAlgebra<T> {
  union<U>(other: ReadonlySetLike<U>): Set<T | U>;
  intersection<U>(other: ReadonlySetLike<U>): Set<T & U>;
  difference<U>(other: ReadonlySetLike<U>): Set<T>;
  symmetricDifference<U>(other: ReadonlySetLike<U>): Set<T | U>;
  isSubsetOf(other: ReadonlySetLike<unknown>): boolean;
  isSupersetOf(other: ReadonlySetLike<unknown>): boolean;
  isDisjointFrom(other: ReadonlySetLike<unknown>): boolean;
}

interface Set<T> extends SetAlgebra<T> {}
interface ReadonlySet<T> extends SetAlgebra<T> {}
