import { types } from "node:util";
import { describeValue } from "../../common/describe-value.ts";
import { SharingError } from "../sharing-error.ts";

/**
 * Refuses an asynchronous critical section before it begins.
 *
 * @throws SharingError `INVALID_ARGUMENT`
 */
export function refuseAsyncFunction(work: unknown): void {
  if (typeof work !== "function")
    throw new SharingError(
      "INVALID_ARGUMENT",
      `runExclusive takes a function, but got ${describeValue(work)}.`,
    );
  // Of generators too: they begin only when the lock has long been released.
  if (types.isAsyncFunction(work) || types.isGeneratorFunction(work)) throw asynchronous();
}

/**
 * Refuses the promise of a critical section that has begun already. The rest of it runs without the mutex.
 *
 * @throws SharingError `INVALID_ARGUMENT`
 */
export function refusePromise<T>(result: T): T {
  if (typeof result !== "object" || result === null) return result;
  if (typeof (result as { readonly then?: unknown }).then !== "function") return result;
  // What the promise may be rejected with is not the caller's, who gets this error instead.
  if (types.isPromise(result)) result.catch(() => {});
  throw asynchronous();
}

function asynchronous(): SharingError {
  return new SharingError(
    "INVALID_ARGUMENT",
    "runExclusive takes a function that is done when it returns, because the mutex is free again then; use runExclusiveAsync for an asynchronous one.",
  );
}
