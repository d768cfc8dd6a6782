import { ExploreError } from "../explore-error.ts";
import { drive } from "./drive.ts";
import { asynchronous, asynchronousGenerator, generator, plain } from "./functions.ts";
import {
  asynchronousDelegate,
  bind,
  callFunction,
  callMethod,
  callOn,
  construct,
  decrement,
  delegate,
  get,
  getterKeys,
  increment,
  list,
  listHidden,
  number,
  readElement,
  readHidden,
  set,
  setterKeys,
  superGet,
  userAsyncGenerator,
  userGenerator,
  wrapAccessor,
  wrapMethod,
  writeElement,
  writeHidden,
} from "./helpers.ts";
import { forAwaitOf, forOf, type Iteration } from "./iteration.ts";
import { AsyncCall, Await, Suspension, Yielded } from "./suspensions.ts";
import { type LoopToken, now, type VirtualThread } from "./thread.ts";
import { virtualAtomics } from "./virtual-atomics.ts";
import { callFunction as callCallback, VirtualPromise } from "./virtual-promise.ts";

/** The names that transformed code uses of the runtime. */
export const helpers: Readonly<Record<string, unknown>> = {
  $S: Suspension,
  $Async: AsyncCall,
  $Await: Await,
  $Yield: Yielded,
  $w: plain,
  $wa: asynchronous,
  $wg: generator,
  $wag: asynchronousGenerator,
  $wm: wrapMethod,
  $wx: wrapAccessor,
  $sgt: superGet,
  $ug: userGenerator,
  $uag: userAsyncGenerator,
  $bind: bind,
  $c: callFunction,
  $ct: callOn,
  $m: callMethod,
  $rd: readElement,
  $wr: writeElement,
  $drd: readHidden,
  $dwr: writeHidden,
  $gt: get,
  $st: set,
  $getter: getterKeys,
  $setter: setterKeys,
  $new: construct,
  $list: list,
  $dlist: listHidden,
  $iter: forOf,
  $aiter: forAwaitOf,
  $next: (iteration: Iteration) => iteration.next(),
  $close: (iteration: Iteration) => iteration.close(),
  $delegate: delegate,
  $adelegate: asynchronousDelegate,
  $num: number,
  $inc: increment,
  $dec: decrement,
  $drive: drive,
  // Modules have one of their own.
  $meta: Object.freeze({}),
  $loop: (): LoopToken => ({ isFirst: true, writes: 0, changes: 0, reads: 0, carried: [] }),
  $turn: (token: LoopToken, carried: unknown[]) => now.thread?.turn(token, carried),
  $import: (what: unknown) => {
    throw unsupported(`import(${JSON.stringify(String(what))})`, "import it at the top instead");
  },
};

export function unsupported(what: string, instead: string): ExploreError {
  return new ExploreError(
    "UNSUPPORTED",
    `A thread uses ${what}, which explore() cannot run in every order; ${instead}.`,
  );
}

/** Milliseconds that each look at the clock takes: so that a loop until a deadline ends. It grows, so that it ends soon. */
const LOOK = 0.001;
const PATIENT_LOOKS = 1_000;
/** 1 January 2026, the day on which every run begins. */
const EPOCH = 1_767_225_600_000;

/** What the clock of a thread says. Time passes only when everybody waits, and a little with every look. */
function readClock(): number {
  const { thread } = now;
  if (thread === undefined) return 0;
  thread.own.changes++;
  thread.world.usesClock = true;
  const looks = ++thread.clockReads;
  const patient = Math.min(looks, PATIENT_LOOKS);
  return thread.world.clock + patient * LOOK + (looks - patient);
}

/** A number from 0 to 1, the same in every run (xorshift32). */
function random(): number {
  const { thread } = now;
  if (thread === undefined) return 0.5;
  thread.own.changes++;
  thread.world.usesRandom = true;
  let x = thread.randomState;
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  thread.randomState = x >>> 0;
  return thread.randomState / 0x1_0000_0000;
}

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

/** Printing is silent: the same line would come thousands of times. */
const virtualConsole = new Proxy({}, { get: () => () => {} });

type Callback = (...args: unknown[]) => unknown;

function owner(): VirtualThread {
  if (now.thread === undefined)
    throw unsupported("a timer outside its function", "start it in the thread's function");
  return now.thread;
}

function timer(repeats: boolean) {
  return (callback: Callback, delay?: number, ...args: unknown[]) => {
    const thread = owner();
    const run = () => thread.callAsJob(() => callCallback(callback as never, undefined, args), undefined);
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
  now.thread?.removeTimer(id);
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
  thread.enqueue(() => thread.callAsJob(() => callCallback(callback as never, undefined, []), undefined));
};

export const virtualProcess = new Proxy(process, {
  get(target, name) {
    if (name === "hrtime") return hrtime;
    if (name === "nextTick")
      return (callback: Callback, ...args: unknown[]) =>
        microtask(() => callCallback(callback as never, undefined, args));
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

/** The global names that mean something else in a virtual thread. */
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
  // What the test runner makes of import().
  __vite_ssr_dynamic_import__: helpers.$import,
  Worker: refusing("a worker of its own", "make it one of `threads`"),
};
