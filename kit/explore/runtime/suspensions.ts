import type { Memory } from "./shared-state.ts";

/**
 * What transformed code hands to the scheduler instead of a value: a generator that is to be run first, or an access to shared memory. One
 * `instanceof` tells it from every value that code may have: all of them inherit from the prototype of generators.
 */
export const Suspension: { new (): object; prototype: object } = function Suspension() {} as never;
const generatorPrototype: object = Object.getPrototypeOf(function* () {}).prototype;
Suspension.prototype = generatorPrototype;

/** A function's code under way. */
export type Frame = Generator<unknown, unknown, unknown>;

/** The key under which a transformed function holds the generator function that can be suspended. */
export const GENERATOR = Symbol("generator");

/** What an access to shared memory does. */
export type OpKind =
  | "read"
  | "write"
  | "load"
  | "store"
  | "add"
  | "sub"
  | "and"
  | "or"
  | "xor"
  | "exchange"
  | "compareExchange"
  | "wait"
  | "waitAsync"
  | "notify"
  | "bulk";

export type SharedView = NodeJS.TypedArray<SharedArrayBuffer> | DataView<SharedArrayBuffer>;

/** One access to shared memory: a step that nothing can divide, and before which another thread may go on. */
export class Op {
  readonly kind: OpKind;
  readonly site: number;
  readonly memory: Memory;
  /** The bytes it touches, from `low` up to but not including `high`. */
  readonly low: number;
  readonly high: number;
  readonly view: SharedView;
  readonly index: number;
  readonly value: unknown;
  /** The replacement of a compare-and-exchange; the time limit of a wait, in milliseconds. */
  readonly other: unknown;
  /** Whether it can change memory, or who waits there. */
  readonly writes: boolean;
  readonly isAtomic: boolean;
  /** When it was made, by the exploration's count of steps. */
  step = 0;
  /** What a method of the view, or a function that got it, does: it counts as one access to all of the view's bytes. */
  readonly perform: (() => unknown) | undefined;

  constructor(
    kind: OpKind,
    site: number,
    memory: Memory,
    low: number,
    high: number,
    view: SharedView,
    index: number,
    value: unknown,
    other: unknown,
    writes: boolean,
    perform?: () => unknown,
  ) {
    this.kind = kind;
    this.site = site;
    this.memory = memory;
    this.low = low;
    this.high = high;
    this.view = view;
    this.index = index;
    this.value = value;
    this.other = other;
    this.writes = writes;
    this.isAtomic = kind !== "read" && kind !== "write" && kind !== "bulk";
    this.perform = perform;
  }
}
Object.setPrototypeOf(Op.prototype, generatorPrototype);

/** A call of an asynchronous function: it runs up to its first `await`, and its caller gets a promise. */
export class AsyncCall {
  readonly frame: Frame;
  constructor(frame: Frame) {
    this.frame = frame;
  }
}
Object.setPrototypeOf(AsyncCall.prototype, generatorPrototype);

/** `await value`. */
export class Await {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}
Object.setPrototypeOf(Await.prototype, generatorPrototype);

/** `yield value` of a generator of the program's own. */
export class Yielded {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}
Object.setPrototypeOf(Yielded.prototype, generatorPrototype);

/** Runs a generator of the program's own up to its next `yield`. */
export class GeneratorStep {
  readonly frame: Frame;
  readonly mode: "next" | "throw" | "return";
  readonly value: unknown;
  constructor(frame: Frame, mode: "next" | "throw" | "return", value: unknown) {
    this.frame = frame;
    this.mode = mode;
    this.value = value;
  }
}
Object.setPrototypeOf(GeneratorStep.prototype, generatorPrototype);

/** Whether two accesses can change places without a difference: they touch different bytes, or both only read. */
export function areIndependent(a: Op, b: Op): boolean {
  return a.memory !== b.memory || a.high <= b.low || b.high <= a.low || !(a.writes || b.writes);
}
