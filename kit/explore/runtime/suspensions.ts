import type { Memory } from "./shared-state.ts";

/**
 * The result that transformed code gives to the scheduler in place of a value: a generator to run first, or an access to shared memory. All
 * suspensions inherit from the prototype of generators, so that one `instanceof` distinguishes them from every value of the program.
 */
// Only `instanceof` uses it: it is never called and has no instances of its own.
export const Suspension: { new (): object; prototype: object } = function Suspension() {} as never;
const generatorPrototype: object = Object.getPrototypeOf(function* () {}).prototype;
Suspension.prototype = generatorPrototype;

/** A function call that is running. */
export type Frame = Generator<unknown, unknown, unknown>;

/** The key under which a transformed function holds the generator function that can be suspended. */
export const GENERATOR = Symbol("generator");

/** What a constructor of the program gets when only the object is to be made. */
export const WITHOUT_CODE = Symbol("without code");

/** The kinds of accesses to shared memory. */
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

/** One access to shared memory: an indivisible step, before which the scheduler may switch to another thread. */
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
  /** Whether it can change memory or the queue of waits. */
  readonly writes: boolean;
  readonly isAtomic: boolean;
  /** The exploration's count of steps when it was made. */
  step = 0;
  /** Whether it counts for no data race, because the explorer does not know which bytes it touches. */
  isSilent = false;
  /** The call of a method of the view, or of a function that gets the view. It counts as one access to the bytes from `low` to `high`. */
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

/** A call of an asynchronous function. It runs up to its first `await`, and its caller gets a promise. */
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

/** `yield value` in a generator of the program. */
export class Yielded {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}
Object.setPrototypeOf(Yielded.prototype, generatorPrototype);

/** Runs a generator of the program up to its next `yield`. */
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

/** Whether two accesses commute: they touch different bytes, or both only read. */
export function areIndependent(a: Op, b: Op): boolean {
  return a.memory !== b.memory || a.high <= b.low || b.high <= a.low || !(a.writes || b.writes);
}
