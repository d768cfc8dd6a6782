import { EPOCH, random, readClock } from "./clock.ts";
import { now, type RunningThread } from "./current-thread.ts";
import { helpers } from "./helpers.ts";
import { unsupported } from "./unsupported.ts";
import { virtualAtomics } from "./virtual-atomics.ts";
import { callFunction as callCallback, VirtualPromise } from "./virtual-promise.ts";

const virtualMath = Object.create(Math, { random: { value: random } });

class VirtualDate extends Date {
  constructor(...args: [] | [number]) {
    super(...((args.length === 0 ? [EPOCH + readClock()] : args) as [number]));
  }
  static override now(): number {
    return EPOCH + Math.floor(readClock());
  }
}

export const virtualPerformance = { now: readClock, timeOrigin: EPOCH, mark() {}, measure() {} };

/** A console that prints nothing, because every run would print the same lines. */
const virtualConsole = new Proxy({}, { get: () => () => {} });

type Callback = (...args: unknown[]) => unknown;

function owner(): RunningThread {
  if (now.thread === undefined)
    throw unsupported("a timer outside its function", "start it in the thread's function");
  return now.thread;
}

function timer(repeats: boolean) {
  return (callback: Callback, delay?: number, ...args: unknown[]) => {
    const thread = owner();
    const run = () => thread.callAsJob(() => callCallback(callback, undefined, args), undefined);
    const milliseconds = Math.max(repeats ? 1 : 0, Number(delay) || 0);
    const id = thread.addTimer(milliseconds, repeats ? milliseconds : undefined, run);
    return timerHandle(id);
  };
}

function timerHandle(id: number) {
  const handle = {
    id,
    ref: () => handle,
    unref: () => handle,
    hasRef: () => true,
    [Symbol.toPrimitive]: () => id,
  };
  return handle;
}

const clear = (handle: unknown) => {
  const id = typeof handle === "object" && handle !== null ? Reflect.get(handle, "id") : handle;
  now.thread?.timers.remove(id);
};

export const virtualTimers = {
  setTimeout: timer(false),
  setInterval: timer(true),
  setImmediate: (callback: Callback, ...args: unknown[]) => timer(false)(callback, 0, ...args),
  clearTimeout: clear,
  clearInterval: clear,
  clearImmediate: clear,
};

const microtask = (callback: Callback) => {
  const thread = owner();
  thread.enqueue(() => thread.callAsJob(() => callCallback(callback, undefined, []), undefined));
};

export const virtualProcess = new Proxy(process, {
  get(target, name) {
    if (name === "hrtime") return hrtime;
    if (name === "nextTick")
      return (callback: Callback, ...args: unknown[]) =>
        microtask(() => callCallback(callback, undefined, args));
    if (name === "exit" || name === "abort" || name === "kill")
      throw unsupported(`process.${String(name)}()`, "let its function return");
    return Reflect.get(target, name);
  },
});

const hrtime = Object.assign(() => [0, Math.round(readClock() * 1e6)], {
  bigint: () => BigInt(Math.round(readClock() * 1e6)),
});

function refusing(what: string, instead: string): unknown {
  return function refused() {
    throw unsupported(what, instead);
  };
}

/** The global names that virtual threads see in place of the real ones. */
export const globals: Readonly<Record<string, unknown>> = {
  Atomics: virtualAtomics,
  Promise: VirtualPromise,
  Math: virtualMath,
  Date: VirtualDate,
  performance: virtualPerformance,
  console: virtualConsole,
  process: virtualProcess,
  ...virtualTimers,
  queueMicrotask: microtask,
  fetch: refusing("the network (fetch)", "put what comes from there into `shared`"),
  WebSocket: refusing("the network (WebSocket)", "put what comes from there into `shared`"),
  // The test runner's name for import().
  __vite_ssr_dynamic_import__: helpers.$import,
  Worker: refusing("a worker of its own", "make it one of `threads`"),
};
