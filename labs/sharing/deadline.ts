import { describeValue } from "../common/describe-value.ts";
import { SharingError } from "./sharing-error.ts";
import { refuseUnknownOptions } from "./validate.ts";

/** How long a call may wait. */
export interface WaitOptions {
  /**
   * The longest wait, in milliseconds. The clock starts at the call. With 0 the call does not wait.
   * @minimum 0
   * @default Infinity
   */
  readonly timeout?: number;
}

/** `ifOwnerDied` is an option of a mutex. */
const OPTIONS: ReadonlySet<string> = new Set(["timeout", "ifOwnerDied"]);

/** The timeout that the caller gave, where a wait is a part of a longer one. An error names it, and not what was left. */
const ASKED = Symbol("asked");

interface PartOfWait extends WaitOptions {
  readonly [ASKED]?: number;
}

/** @throws SharingError `INVALID_ARGUMENT` unless `options.timeout` is absent or at least 0 */
export function timeoutOf(options: WaitOptions | undefined): number {
  if (options === undefined) return Number.POSITIVE_INFINITY;
  // The rest of a wait was checked at its begin. A loop over attempts asks for it each time.
  const rest = (options as PartOfWait | null)?.[ASKED] === undefined ? undefined : options.timeout;
  if (rest !== undefined) return rest;
  refuseUnknownOptions(options, OPTIONS, "of a wait");
  const { timeout = Number.POSITIVE_INFINITY } = options;
  if (typeof timeout === "number" && timeout >= 0) return timeout;
  throw new SharingError(
    "INVALID_ARGUMENT",
    `timeout must be at least 0 (milliseconds), but is ${describeValue(timeout)}.`,
  );
}

/** The end of a wait, which begins when this is made. */
export class Deadline {
  /** Milliseconds of `performance.now()`. */
  readonly #end: number;
  readonly #asked: number;

  /** @throws SharingError `INVALID_ARGUMENT` unless `options.timeout` is absent or at least 0 */
  constructor(options: WaitOptions | undefined) {
    const timeout = timeoutOf(options);
    this.#asked = (options as PartOfWait | undefined)?.[ASKED] ?? timeout;
    this.#end = performance.now() + timeout;
  }

  /** Milliseconds left, never below 0. */
  get left(): number {
    return Math.max(0, this.#end - performance.now());
  }

  /** The options of another wait that is over at this deadline. */
  get rest(): WaitOptions {
    const rest: PartOfWait = { timeout: this.left, [ASKED]: this.#asked };
    return rest;
  }

  get isOver(): boolean {
    return performance.now() >= this.#end;
  }

  /** The error to throw once the deadline is over. */
  error(whatWasAwaited: string): SharingError {
    return new SharingError("TIMEOUT", `${whatWasAwaited} did not come within ${this.#asked} ms.`);
  }
}
