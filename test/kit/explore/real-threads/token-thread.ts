/** A real thread that stops before every access to shared memory (see token-threads.ts). */
import { workerData } from "node:worker_threads";

const CONTROL_WORDS = 8;
const [STATE, ABORT, KIND, INDEX, VALUE, ANSWER] = [0, 1, 2, 3, 4, 5];
const KINDS = ["read", "write", "load", "store", "add", "sub", "compareExchange", "wait", "notify", "start"];
const { text, me, control, memory } = workerData as {
  text: string;
  me: number;
  control: Int32Array;
  memory: Int32Array;
};
const base = me * CONTROL_WORDS;
const bell = control.length - CONTROL_WORDS;

class Aborted extends Error {}

/** Stands still before an access until the token comes. */
function stop(kind: string, index = 0, value = 0): number {
  control[base + (KIND as number)] = KINDS.indexOf(kind);
  control[base + (INDEX as number)] = index;
  control[base + (VALUE as number)] = value;
  const state = base + (STATE as number);
  Atomics.store(control, state, 0);
  Atomics.add(control, bell, 1);
  Atomics.notify(control, bell);
  while (Atomics.load(control, state) === 0) Atomics.wait(control, state, 0);
  if (control[base + (ABORT as number)] === 1) throw new Aborted();
  return control[base + (ANSWER as number)] as number;
}

const words = new Proxy(memory, {
  get(target, key) {
    if (typeof key !== "string" || !/^\d+$/.test(key)) return Reflect.get(target, key);
    stop("read", Number(key));
    return target[Number(key)];
  },
  set(target, key, value) {
    stop("write", Number(key));
    target[Number(key)] = value;
    return true;
  },
});

const stopping =
  (kind: "load" | "store" | "add" | "sub" | "compareExchange") =>
  (_: unknown, index: number, ...rest: number[]) => {
    stop(kind, index);
    return Reflect.apply(Atomics[kind], Atomics, [memory, index, ...rest]);
  };
const atomics = {
  load: stopping("load"),
  store: stopping("store"),
  add: stopping("add"),
  sub: stopping("sub"),
  compareExchange: stopping("compareExchange"),
  wait: (_: unknown, index: number, value: number) => (stop("wait", index, value) === 0 ? "ok" : "not-equal"),
  notify: (_: unknown, index: number, count = 0x7fff_ffff) => stop("notify", index, count),
};

const thread = new Function("Atomics", `"use strict"; return (${text});`)(atomics);
for (;;) {
  try {
    stop("start");
    thread({ words }, me);
  } catch (error) {
    if (!(error instanceof Aborted)) throw error;
  }
}
