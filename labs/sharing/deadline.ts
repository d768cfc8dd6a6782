import { describeValue } from "../common/describe-value.ts";
import { SharingError } from "./sharing-error.ts";

/** How long a call may wait. */
export interface WaitOptions {
  /**
   * The longest wait, in milliseconds. The clock starts at the call. With 0 the call does not wait.
   * @minimum 0
   * @default Infinity
   */
  readonly timeout?: number;
}

/** @throws SharingError `INVALID_ARGUMENT` unless `options.timeout` is absent or at least 0 */
export function timeoutOf(options: WaitOptions | undefined): number {
  const timeout = options?.timeout ?? Number.POSITIVE_INFINITY;
  if (typeof timeout === "number" && timeout >= 0) return timeout;
  throw new SharingError(
    "INVALID_ARGUMENT",
    `timeout must be at least 0 (milliseconds), but is ${describeValue(timeout)}.`,
  );
}

/** The end of a wait, `timeout` milliseconds from its creation. */
export class Deadline {
  /** Milliseconds of `performance.now()`. */
  readonly #end: number;
  readonly #timeout: number;

  constructor(timeout: number) {
    this.#timeout = timeout;
    this.#end = performance.now() + timeout;
  }

  /** Milliseconds left, never below 0. */
  get left(): number {
    return Math.max(0, this.#end - performance.now());
  }

  get isOver(): boolean {
    return performance.now() >= this.#end;
  }

  /** The error to throw once the deadline is over. */
  error(whatWasAwaited: string): SharingError {
    return new SharingError("TIMEOUT", `${whatWasAwaited} did not come within ${this.#timeout} ms.`);
  }
}
