// Explicit resource management. The statements `using` and `await using` are syntax and stay out of reach of TypeScript 5.0.

interface SymbolConstructor {
  /** The method that releases what an object holds. */
  readonly dispose: unique symbol;
  /** The method that releases what an object holds, asynchronously. */
  readonly asyncDispose: unique symbol;
}

interface Disposable {
  [Symbol.dispose](): void;
}

interface AsyncDisposable {
  [Symbol.asyncDispose](): PromiseLike<void>;
}

/** An error thrown during the disposal after another error. */
interface SuppressedError extends Error {
  error: unknown;
  suppressed: unknown;
}

declare var SuppressedError: {
  new (error: unknown, suppressed: unknown, message?: string): SuppressedError;
  (error: unknown, suppressed: unknown, message?: string): SuppressedError;
  readonly prototype: SuppressedError;
};

/** Releases several resources, the newest first. */
interface DisposableStack extends Disposable {
  readonly disposed: boolean;
  dispose(): void;
  use<T extends Disposable | null | undefined>(value: T): T;
  adopt<T>(value: T, release: (value: T) => void): T;
  defer(release: () => void): void;
  move(): DisposableStack;
  readonly [Symbol.toStringTag]: string;
}

declare var DisposableStack: { new (): DisposableStack; readonly prototype: DisposableStack };

/** Releases several resources, the newest first, waiting for each. */
interface AsyncDisposableStack extends AsyncDisposable {
  readonly disposed: boolean;
  disposeAsync(): Promise<void>;
  use<T extends AsyncDisposable | Disposable | null | undefined>(value: T): T;
  adopt<T>(value: T, release: (value: T) => PromiseLike<void> | void): T;
  defer(release: () => PromiseLike<void> | void): void;
  move(): AsyncDisposableStack;
  readonly [Symbol.toStringTag]: string;
}

declare var AsyncDisposableStack: { new (): AsyncDisposableStack; readonly prototype: AsyncDisposableStack };
