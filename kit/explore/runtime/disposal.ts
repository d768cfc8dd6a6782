type Dispose = (this: unknown) => unknown;

/** A value of `using` with the method that ends it. */
export interface Disposable {
  readonly value: unknown;
  readonly method: Dispose | undefined;
  /** Whether `await using` has to wait for what the method returns. */
  readonly isAwaited: boolean;
}

/** `using x = value`. @throws TypeError when the value cannot be disposed */
export function disposable(value: unknown): Disposable {
  return withMethod(value, Symbol.dispose, "The value of using has no method [Symbol.dispose]()");
}

/** `await using x = value`. */
export function asyncDisposable(value: unknown): Disposable {
  if (value === null || value === undefined) return { value, method: undefined, isAwaited: true };
  const method = (value as { [Symbol.asyncDispose]?: unknown })[Symbol.asyncDispose];
  if (method !== undefined && method !== null) return checked(value, method, true);
  return {
    ...withMethod(value, Symbol.dispose, "The value of await using cannot be disposed"),
    isAwaited: false,
  };
}

function withMethod(value: unknown, key: symbol, problem: string): Disposable {
  if (value === null || value === undefined) return { value, method: undefined, isAwaited: false };
  if (typeof value !== "object" && typeof value !== "function") throw new TypeError(problem);
  return checked(value, Reflect.get(value, key), false, problem);
}

function checked(
  value: unknown,
  method: unknown,
  isAwaited: boolean,
  problem = "It cannot be disposed",
): Disposable {
  if (typeof method !== "function") throw new TypeError(problem);
  return { value, method: method as Dispose, isAwaited };
}

/** The error of a block whose end threw another one. */
export function suppressed(
  error: unknown,
  before: { readonly error: unknown } | undefined,
): { readonly error: unknown } {
  if (before === undefined) return { error };
  return { error: new SuppressedError(error, before.error, "An error was suppressed during disposal.") };
}
