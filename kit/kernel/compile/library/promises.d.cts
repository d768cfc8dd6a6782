// Promise, Error and utility types that are newer than TypeScript 5.0's own library.

/** A promise together with the two functions that settle it. */
interface PromiseWithResolvers<T> {
  promise: Promise<T>;
  resolve: (value: T | PromiseLike<T>) => void;
  reject: (reason?: unknown) => void;
}

interface PromiseConstructor {
  /** A promise together with the two functions that settle it. */
  withResolvers<T>(): PromiseWithResolvers<T>;
  /** Calls a function at once; what it throws becomes a rejection. */
  try<T, Arguments extends unknown[]>(
    call: (...args: Arguments) => T | PromiseLike<T>,
    ...args: Arguments
  ): Promise<Awaited<T>>;
}

interface ErrorConstructor {
  /** Says whether a value is a real Error, from any realm. */
  isError(value: unknown): value is Error;
}

/** The type T, which is not inferred from this place. TypeScript 5.4 has it built in. */
type NoInfer<T> = [T][T extends unknown ? 0 : never];
