import { EventEmitter } from "node:events";

/** Taken before any line of an answer. */
const { listeners } = EventEmitter.prototype;

/**
 * Reports errors that an answer leaves to nothing: in a timer, or in a promise that is not awaited.
 *
 * @param report - called with the error, and whether it would have ended the process
 * @returns looks whether the answer has removed a listener, reports that as an error of its own, and listens again
 */
export function reportLeftErrors(report: (error: unknown, isFatal: boolean) => void): () => void {
  const own = [
    ["uncaughtException", (error: unknown) => report(error, true)],
    ["unhandledRejection", (error: unknown) => report(error, false)],
  ] as const;
  for (const [event, listener] of own) process.on(event, listener);
  // Node calls it for each such error. Packages set it to hear of the end, which then does nothing.
  const { emit } = process;
  Object.defineProperty(process, "emit", { get: () => emit, set: () => {}, configurable: false });
  return () => {
    for (const [event, listener] of own) {
      if (Reflect.apply(listeners, process, [event]).includes(listener)) continue;
      process.on(event, listener);
      report(new Error(`removed what reports errors that it leaves behind (${event})`), false);
    }
  };
}
