import { createContext, Script } from "node:vm";

const CALL = new Script("call()");
const context = createContext(Object.assign(Object.create(null), { call: undefined }));

/**
 * Runs a function and breaks it off when its time is over, also within a regular expression.
 *
 * @param milliseconds at least 1
 * @throws what the function throws, or an error for which {@link isTimeOver} is true
 */
export function withTimeLimit<Result>(run: () => Result, milliseconds: number): Result {
  let result: Result | undefined;
  context.call = () => {
    result = run();
  };
  try {
    CALL.runInContext(context, { timeout: milliseconds });
  } finally {
    context.call = undefined;
  }
  return result as Result;
}

export function isTimeOver(error: unknown): boolean {
  // It is made in the other context, so it is no instance of this one's Error.
  const isObject = typeof error === "object" && error !== null;
  return isObject && Reflect.get(error, "code") === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}
