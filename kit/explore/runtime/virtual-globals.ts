import { EPOCH, random, readClock, readDate } from "./clock.ts";
import { now, type RunningThread } from "./current-thread.ts";
import { helpers } from "./helpers.ts";
import { globalNames, seal } from "./seal.ts";
import { namespaces, specials } from "./special-calls.ts";
import { trust } from "./trusted.ts";
import { noteDifferent, unsupported } from "./unsupported.ts";
import { virtualAtomics } from "./virtual-atomics.ts";
import { callFunction as callCallback, VirtualPromise } from "./virtual-promise.ts";

/** `Math` with modelled random numbers, and all else of the real one. */
const virtualMath: object = Object.create(Object.getPrototypeOf(Math) as object, {
  ...Object.getOwnPropertyDescriptors(Math),
  random: {
    ...Object.getOwnPropertyDescriptor(Math, "random"),
    value: trust({ random: () => random() }.random),
  },
});

for (const model of [virtualMath, virtualAtomics]) namespaces.add(model);

// `Date` is the real one: whatever reads the time of it is a special call, so that an object of it has the class that code finds by its name.
specials.set(Date, () => ({ value: new Date(readDate()).toString() }));
specials.set(Date.now, () => ({ value: readDate() }));
// Where code has the real ones.
specials.set(Math.random, () => ({ value: random() }));
specials.set(performance.now, () => ({ value: readClock() }));

/** `performance`, of which there is only the clock. A look at anything else is noted. */
const differently = (name: PropertyKey) => {
  // The explorer itself asks for symbols.
  if (typeof name === "string") noteDifferent(`performance.${name}`);
};
export const virtualPerformance = new Proxy(
  {
    now: trust({ now: () => readClock() }.now),
    timeOrigin: EPOCH,
    mark: trust(() => {}),
    measure: trust(() => {}),
    [Symbol.toStringTag]: "Performance",
  },
  {
    get(target, name) {
      if (name !== "now") differently(name);
      return Reflect.get(target, name) as never;
    },
    has(target, name) {
      differently(name);
      return Reflect.has(target, name);
    },
    ownKeys(target) {
      noteDifferent("the names in performance");
      return Reflect.ownKeys(target);
    },
    getOwnPropertyDescriptor(target, name) {
      differently(name);
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
  },
);

const silent = trust(() => {});
/** A console that prints nothing, because every run would print the same lines. */
const virtualConsole = new Proxy({}, { get: (_target, name) => (name in console ? silent : undefined) });

type Callback = (...args: unknown[]) => unknown;

function owner(): RunningThread {
  if (now.thread === undefined)
    throw unsupported("a timer outside its function", "start it in the thread's function");
  return now.thread;
}

function timer(repeats: boolean) {
  return trust((callback: Callback, delay?: number, ...args: unknown[]) => {
    const thread = owner();
    const run = () => thread.callAsJob(() => callCallback(callback, undefined, args), undefined);
    const milliseconds = Math.max(1, Math.trunc(Number(delay)) || 0);
    const id = thread.addTimer(milliseconds, repeats ? milliseconds : undefined, run);
    return timerHandle(id, thread);
  });
}

function timerHandle(id: number, thread: RunningThread) {
  const keep = (isRef: boolean) => {
    thread.timers.keepAlive(id, isRef);
    return handle;
  };
  const handle = {
    id,
    ref: trust(() => keep(true)),
    unref: trust(() => keep(false)),
    hasRef: trust(() => thread.timers.isRef(id)),
    [Symbol.toPrimitive]: trust(() => id),
    [Symbol.dispose]: trust(() => thread.timers.remove(id)),
  };
  return handle;
}

const clear = trust((handle: unknown) => {
  const id = typeof handle === "object" && handle !== null ? Reflect.get(handle, "id") : handle;
  const { thread } = now;
  if (thread === undefined) return;
  thread.loops.changes++;
  thread.timers.remove(id);
});

/** Gives functions that stand for global ones their names and their numbers of parameters. */
function named<T extends Readonly<Record<string, unknown>>>(models: T): T {
  for (const [name, model] of Object.entries(models)) {
    const real: unknown = Reflect.get(globalThis, name);
    if (typeof model !== "function" || typeof real !== "function") continue;
    for (const key of ["name", "length"] as const)
      if (model[key] !== real[key])
        Object.defineProperty(model, key, { value: real[key], configurable: true });
  }
  return models;
}

export const virtualTimers = named({
  setTimeout: timer(false),
  setInterval: timer(true),
  setImmediate: trust((callback: Callback, ...args: unknown[]) => {
    const thread = owner();
    return timerHandle(
      thread.addTimer(0, undefined, () =>
        thread.callAsJob(() => callCallback(callback, undefined, args), undefined),
      ),
      thread,
    );
  }),
  clearTimeout: trust((handle: unknown) => clear(handle)),
  clearInterval: trust((handle: unknown) => clear(handle)),
  clearImmediate: trust((handle: unknown) => clear(handle)),
});

const microtask = trust((callback: Callback) => {
  const thread = owner();
  if (typeof callback !== "function")
    throw new TypeError('The "callback" argument must be of type function.');
  thread.enqueue(() => thread.callAsJob(() => callCallback(callback, undefined, []), undefined));
});

/** What of `process` a thread may use: what stays the same all the time. */
const PROCESS = new Set([
  "arch",
  "argv",
  "cwd",
  "env",
  "execArgv",
  "execPath",
  "pid",
  "platform",
  "release",
  "version",
  "versions",
  "title",
  "memoryUsage",
  "uptime",
  "emitWarning",
]);

export const virtualProcess = new Proxy({} as typeof process, {
  get(_target, name) {
    if (name === "hrtime") return hrtime;
    if (name === "nextTick")
      return trust((callback: Callback, ...args: unknown[]) =>
        microtask(() => callCallback(callback, undefined, args)),
      );
    if (name === "exit" || name === "abort" || name === "kill")
      throw unsupported(`process.${String(name)}()`, "let its function return");
    if (name === "uptime") return trust(() => readClock() / 1000);
    if (typeof name === "symbol") return undefined;
    if (!PROCESS.has(name)) throw unsupported(`process.${name}`, "put what comes from there into `shared`");
    noteDifferent(`process.${name}`);
    const value: unknown = Reflect.get(process, name);
    // Of a sealed process it is a copy.
    if (seal.isSealed && typeof value === "object") return structuredClone({ ...value });
    return typeof value === "function" ? trust(value.bind(process)) : value;
  },
});

const hrtime = Object.assign(
  trust(() => [0, Math.round(readClock() * 1e6)]),
  { bigint: trust(() => BigInt(Math.round(readClock() * 1e6))) },
);

/** A global whose use is refused: when it is called, made with `new`, or asked for a member. */
function refusing(what: string, instead: string): unknown {
  const refuse = () => {
    throw unsupported(what, instead);
  };
  return new Proxy(function refused() {}, {
    apply: refuse,
    construct: refuse,
    get: (target, name) =>
      typeof name === "symbol" || name === "prototype" ? Reflect.get(target, name) : refuse(),
  });
}

/** `AbortSignal` whose time limit is on the modelled clock. */
const virtualAbortSignal = new Proxy(AbortSignal, {
  get(target, name, self) {
    if (name !== "timeout") return Reflect.get(target, name, self === virtualAbortSignal ? target : self);
    return trust((milliseconds: number) => {
      const controller = new AbortController();
      const ring = () =>
        controller.abort(new DOMException("The operation was aborted due to timeout", "TimeoutError"));
      const thread = owner();
      const id = thread.addTimer(Number(milliseconds) || 0, undefined, ring);
      // The real one keeps no thread alive.
      thread.timers.keepAlive(id, false);
      return controller.signal;
    });
  },
});

/** `globalThis` of a thread: what it sets there is its own, and is gone after the run, as in a real isolate. */
export const virtualGlobalThis: object = new Proxy(Object.create(null), {
  get: (_target, name) => {
    const own = ownGlobals();
    if (own?.has(name)) return own.get(name);
    if (typeof name === "string" && Object.hasOwn(globals, name)) return globals[name];
    return seal.isSealed && typeof name === "symbol" ? undefined : Reflect.get(globalThis, name);
  },
  set: (_target, name, value) => {
    const own = ownGlobals();
    if (own === undefined)
      throw unsupported("a global variable outside its function", "set it in the function");
    if (now.thread !== undefined) now.thread.loops.changes++;
    own.set(name, value);
    return true;
  },
  has: (_target, name) =>
    ownGlobals()?.has(name) === true ||
    (typeof name === "string" && Object.hasOwn(globals, name)) ||
    name in globalThis,
  deleteProperty: (_target, name) => {
    ownGlobals()?.delete(name);
    return true;
  },
  defineProperty: (_target, name, descriptor) => {
    ownGlobals()?.set(name, "value" in descriptor ? descriptor.value : descriptor.get?.());
    return true;
  },
  getOwnPropertyDescriptor: (_target, name) => {
    const own = ownGlobals();
    if (own?.has(name) !== true) noteDifferent(`what ${String(name)} is among global names`);
    return own?.has(name)
      ? { value: own.get(name), writable: true, enumerable: true, configurable: true }
      : undefined;
  },
  ownKeys: () => {
    noteDifferent("the list of global names");
    return [...(ownGlobals()?.keys() ?? [])] as (string | symbol)[];
  },
  getPrototypeOf: () => Object.prototype,
});

const globalsOf = new WeakMap<RunningThread, Map<PropertyKey, unknown>>();

function ownGlobals(): Map<PropertyKey, unknown> | undefined {
  const { thread } = now;
  if (thread === undefined) return undefined;
  let own = globalsOf.get(thread);
  if (own === undefined) {
    own = new Map();
    globalsOf.set(thread, own);
  }
  return own;
}

const outside = "put what comes from there into `shared`";

/** The global names that virtual threads see in place of the real ones. */
export const globals: Readonly<Record<string, unknown>> = {
  Atomics: virtualAtomics,
  Promise: VirtualPromise,
  Math: virtualMath,
  performance: virtualPerformance,
  console: virtualConsole,
  process: virtualProcess,
  ...virtualTimers,
  ...named({ queueMicrotask: microtask }),
  AbortSignal: virtualAbortSignal,
  globalThis: virtualGlobalThis,
  global: virtualGlobalThis,
  fetch: refusing("the network (fetch)", outside),
  WebSocket: refusing("the network (WebSocket)", outside),
  EventSource: refusing("the network (EventSource)", outside),
  XMLHttpRequest: refusing("the network (XMLHttpRequest)", outside),
  MessageChannel: refusing("messages (MessageChannel)", "let the threads speak through shared memory"),
  MessagePort: refusing("messages (MessagePort)", "let the threads speak through shared memory"),
  BroadcastChannel: refusing("messages (BroadcastChannel)", "let the threads speak through shared memory"),
  postMessage: refusing("messages (postMessage)", "let the threads speak through shared memory"),
  FinalizationRegistry: refusing("FinalizationRegistry, which asks for garbage collection", "leave it out"),
  WebAssembly: refusing(
    "WebAssembly, whose accesses to memory are no steps",
    "explore the part in JavaScript",
  ),
  scheduler: refusing("scheduler", "use setTimeout"),
  require: refusing("require()", "import it at the top instead"),
  navigator: refusing("navigator", outside),
  localStorage: refusing("localStorage", outside),
  sessionStorage: refusing("sessionStorage", outside),
  // The test runner's name for import().
  __vite_ssr_dynamic_import__: helpers.$import,
  Worker: refusing("a worker of its own", "make it one of `threads`"),
};

/**
 * Seals this process, for good: threads see the language, the models of this file and the names that are given. All other global names refuse.
 * @returns the objects of the explorer that threads hold, to be frozen: one thread must not change what another one, or a check, is run with
 */
export function sealGlobals(visible: ReadonlySet<string>): readonly unknown[] {
  const shared = Object.entries(globals)
    .filter(([name]) => !["globalThis", "global", "process", "console"].includes(name))
    .map(([, value]) => value);
  for (const name of globalNames())
    if (!visible.has(name) && !Object.hasOwn(globals, name) && !KEPT.has(name))
      Object.defineProperty(globals, name, { value: refusing(name, outside), enumerable: true });
  seal.isSealed = true;
  return shared;
}

/** Names that are no parameters: values of the language, and `eval`, which no code from text gets past. */
const KEPT: ReadonlySet<string> = new Set(["undefined", "NaN", "Infinity", "eval"]);
