import { now } from "./current-thread.ts";
import { intrinsics } from "./natives.ts";
import { seal } from "./seal.ts";
import { trust } from "./trusted.ts";
import { unsupported } from "./unsupported.ts";
import { virtualPerformance, virtualProcess, virtualTimers } from "./virtual-globals.ts";
import { inside, pendingPromise, type VirtualPromise } from "./virtual-promise.ts";

/** Modules of Node that touch nothing outside the program, and are used as they are. */
const HARMLESS: ReadonlySet<string> = new Set([
  "assert",
  "assert/strict",
  "buffer",
  "events",
  "os",
  "path",
  "querystring",
  "string_decoder",
  "url",
  "util",
  "util/types",
  "v8",
]);

/**
 * A module of Node for a virtual thread.
 * @param thread - the thread's number, from 0
 * @param isForLabs - whether code of the lab imports it. In a sealed process, code of an answer gets none
 */
export function builtin(specifier: string, thread: number, isForLabs: boolean): Record<string, unknown> {
  const isRefused = seal.isSealed && !isForLabs;
  const name = specifier.replace(/^node:/, "");
  switch (name) {
    case "worker_threads":
      return workerThreads(thread);
    case "perf_hooks":
      return { performance: virtualPerformance };
    case "v8":
      if (isRefused) break;
      return { ...process.getBuiltinModule("v8"), serialize };
    case "timers":
      return virtualTimers;
    case "timers/promises":
      return timersPromises;
    case "process":
      return { default: virtualProcess, ...{ hrtime: virtualProcess.hrtime } };
  }
  const module = process.getBuiltinModule(specifier) as Record<string, unknown> | undefined;
  if (module === undefined) throw unsupported(specifier, "leave it out");
  if (isRefused || !HARMLESS.has(name)) return refusedModule(name);
  for (const member of Object.values(module)) if (typeof member === "function") intrinsics.add(member);
  return { ...module, default: module };
}

/** A module whose names can be read, as an import does. Using one of them is refused. */
function refusedModule(name: string): Record<string, unknown> {
  const what = /^(?:fs|net|http|https|dns|child_process|dgram|tls)/.test(name)
    ? `node:${name} (files, the network, other processes)`
    : `node:${name}`;
  const refuse = () => {
    throw unsupported(what, "put what comes from there into `shared`");
  };
  const member = new Proxy(function refused() {}, { apply: refuse, construct: refuse, get: refuse });
  return new Proxy({}, { get: () => member, has: () => true }) as Record<string, unknown>;
}

function workerThreads(thread: number): Record<string, unknown> {
  const Worker = function Worker() {
    throw unsupported("a worker of its own", "make it one of `threads`");
  };
  return {
    // The main thread's number is 0.
    threadId: thread + 1,
    isMainThread: false,
    parentPort: null,
    workerData: null,
    Worker,
    get locks() {
      throw unsupported("Web Locks", "explore a lock made of Atomics");
    },
    MessageChannel: Worker,
  };
}

/**
 * V8 writes a whole number that it holds as a double in 11 bytes and not in 4, and how it holds one depends on what ran before. A run must not depend on
 * that.
 */
const serialize = trust((value: unknown): Buffer => {
  const isWhole = typeof value === "number" && Object.is(value, value | 0);
  return process.getBuiltinModule("v8").serialize(isWhole ? JSON.parse(String(value)) : value);
});

const timersPromises = {
  setTimeout: trust((delay?: number, value?: unknown) => sleep(delay, value)),
  setImmediate: trust((value?: unknown) => sleep(0, value)),
  scheduler: {
    wait: trust((delay?: number) => sleep(delay, undefined)),
    yield: trust(() => sleep(0, undefined)),
  },
};

function sleep(delay: number | undefined, value: unknown): VirtualPromise {
  const promise = pendingPromise();
  now.thread?.addTimer(Number(delay) || 0, undefined, () => inside.resolve(promise, value));
  return promise;
}
