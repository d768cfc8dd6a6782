import { createRequire, syncBuiltinESMExports } from "node:module";
import { promisify } from "node:util";
import { type CellRun, isStopped, owningCell } from "../session/cell-context.ts";

type Callback = (...args: unknown[]) => unknown;
type Start = (callback: Callback, ...rest: unknown[]) => unknown;

/*
 * A cell that awaits timers in a loop (`for (;;) await sleep(100)`) cannot be stopped by terminating running code, because mostly none runs. So
 * the timers of an interrupted cell no longer fire, and its loop never resumes.
 */

/** Replaces the global timers by timers that no longer fire when the cell that set them is interrupted. */
export function installCellTimers(): void {
  const require = createRequire(import.meta.url);
  const timers = require("node:timers") as Record<string, Start>;
  const promised = require("node:timers/promises") as Record<
    string,
    (...args: unknown[]) => Promise<unknown>
  >;
  for (const name of ["setTimeout", "setInterval", "setImmediate"] as const) {
    const start = timers[name] as Start;
    const wrapped: Start = (callback, ...rest) =>
      start(silenceable(name === "setInterval" ? announced(callback) : callback), ...rest);
    Object.defineProperty(wrapped, "name", { value: name });
    timers[name] = wrapped;
    // Safe: it takes what the original takes and returns what the original returns.
    globalThis[name] = wrapped as never;
    if (name === "setInterval") continue;
    const wait = promised[name] as (...args: unknown[]) => Promise<unknown>;
    promised[name] = (...args) => silenceablePromise(wait(...args));
    // The result of `util.promisify(setTimeout)`.
    Object.defineProperty(wrapped, promisify.custom, { value: promised[name] });
  }
  // Safe: this one function of node:timers/promises returns an async iterable.
  const interval = promised.setInterval as unknown as (...args: unknown[]) => AsyncIterable<unknown>;
  promised.setInterval = async function* setInterval(...args: unknown[]) {
    for await (const value of interval(...args)) yield await silenceablePromise(Promise.resolve(value));
    // Safe: callers await the iterable, as they do with the original.
  } as never;
  // Modules that import these by name see the new ones too.
  syncBuiltinESMExports();
}

const announcedCells = new WeakSet<CellRun>();

/**
 * The callback of an interval. When its cell has ended and it goes on, it says once how to stop it. An interval that keeps no
 * program running, such as the heartbeat of workers that stay open for later cells, is no learner's to stop.
 */
function announced(callback: Callback): Callback {
  const cell = owningCell();
  if (cell === undefined || typeof callback !== "function") return callback;
  return function (this: unknown, ...args) {
    // Node calls it on the timer.
    const keepsRunning = (this as NodeJS.Timeout | undefined)?.hasRef?.() !== false;
    if (cell.hasEnded && keepsRunning && !announcedCells.has(cell)) {
      announcedCells.add(cell);
      cell.output.stream("stderr", INTERVAL_GOES_ON);
    }
    return callback.apply(this, args);
  };
}

const INTERVAL_GOES_ON =
  "A setInterval of this cell goes on. The stop button (■) ends it, and so does clearInterval with what setInterval returned.\n";

function silenceable(callback: Callback): Callback {
  const cell = owningCell();
  // Node itself rejects a callback that is not a function.
  if (cell === undefined || typeof callback !== "function") return callback;
  return function (this: unknown, ...args) {
    return isStopped(cell) ? undefined : callback.apply(this, args);
  };
}

/** The same promise, but it stays pending for ever after the cell is interrupted. */
function silenceablePromise<T>(promise: Promise<T>): Promise<T> {
  const cell = owningCell();
  if (cell === undefined) return promise;
  return new Promise((resolve, reject) => {
    promise.then(
      (value) => isStopped(cell) || resolve(value),
      (error) => isStopped(cell) || reject(error),
    );
  });
}
