import { now } from "./current-thread.ts";
import { specials } from "./special-calls.ts";
import { type Frame, GENERATOR, Yielded } from "./suspensions.ts";
import { generatorPrototype, newGenerator } from "./user-generators.ts";
import { called } from "./view-methods.ts";

/*
 * The helpers of iterators (`map`, `filter`, `take`, `toArray`, …), written so that the functions and the iterators of the program can be suspended.
 */
type Fn = (...args: unknown[]) => unknown;
interface Source {
  readonly iterator: { return?: Fn };
  readonly next: Fn;
}

const prototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())) as Record<string, Fn>;
const helperPrototype: object = Object.create(generatorPrototype, {
  [Symbol.toStringTag]: { value: "Iterator Helper", configurable: true },
});

const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";
const isOwn = (fn: unknown): boolean =>
  typeof fn === "function" && (fn as { [GENERATOR]?: unknown })[GENERATOR] !== undefined;

/** The next item. @returns the marker `END` after the last one */
const END = Symbol("end");
function* itemOf({ iterator, next }: Source): Frame {
  now.thread?.loops.work();
  const step = yield* called(next, iterator, []);
  if (!isObject(step)) throw new TypeError(`Iterator result ${String(step)} is not an object`);
  const { done, value } = step as IteratorResult<unknown>;
  return done ? END : value;
}

function* close({ iterator }: Source): Frame {
  const end = iterator.return;
  if (end !== undefined && end !== null) yield* called(end, iterator, []);
  return undefined;
}

/** Runs code for an item, and closes the iterator where it throws. */
function* guardedBy(source: Source, work: Frame): Frame {
  try {
    return yield* work;
  } catch (error) {
    try {
      yield* close(source);
    } catch {
      // The first error is the one that counts.
    }
    throw error;
  }
}

type Lazy = (source: Source, argument: unknown) => Frame;

/** Helpers that make another iterator. */
const LAZY: Readonly<Record<string, Lazy>> = {
  *map(source, fn) {
    for (let i = 0; ; i++) {
      const item = yield* itemOf(source);
      if (item === END) return undefined;
      yield* handOut(source, yield* guardedBy(source, called(fn, undefined, [item, i])));
    }
  },
  *filter(source, fn) {
    for (let i = 0; ; i++) {
      const item = yield* itemOf(source);
      if (item === END) return undefined;
      if (yield* guardedBy(source, called(fn, undefined, [item, i]))) yield* handOut(source, item);
    }
  },
  *take(source, limit) {
    for (let left = count(limit); left > 0; left--) {
      const item = yield* itemOf(source);
      if (item === END) return undefined;
      yield* handOut(source, item);
    }
    yield* close(source);
    return undefined;
  },
  *drop(source, limit) {
    for (let left = count(limit); ; left--) {
      const item = yield* itemOf(source);
      if (item === END) return undefined;
      if (left <= 0) yield* handOut(source, item);
    }
  },
};

/** Gives an item to the code that asked for it. Where that ends the iterator, the one behind it ends, too. */
function* handOut(source: Source, item: unknown): Frame {
  let isOver = true;
  try {
    yield new Yielded(item);
    isOver = false;
  } finally {
    if (isOver) yield* close(source);
  }
  return undefined;
}

function count(limit: unknown): number {
  const number = Math.trunc(Number(limit));
  if (!(number >= 0)) throw new RangeError(`${String(limit)} must be positive`);
  return number;
}

type Eager = (source: Source, fn: unknown, rest: unknown[]) => Frame;

/** Helpers that go through all items. */
const EAGER: Readonly<Record<string, Eager>> = {
  *toArray(source) {
    const items: unknown[] = [];
    for (let item = yield* itemOf(source); item !== END; item = yield* itemOf(source)) items.push(item);
    return items;
  },
  *forEach(source, fn) {
    let i = 0;
    for (let item = yield* itemOf(source); item !== END; item = yield* itemOf(source))
      yield* guardedBy(source, called(fn, undefined, [item, i++]));
    return undefined;
  },
  *some(source, fn) {
    return (yield* found(source, fn)) !== END;
  },
  *every(source, fn) {
    let i = 0;
    for (let item = yield* itemOf(source); item !== END; item = yield* itemOf(source))
      if (!(yield* guardedBy(source, called(fn, undefined, [item, i++])))) {
        yield* close(source);
        return false;
      }
    return true;
  },
  *find(source, fn) {
    const item = yield* found(source, fn);
    return item === END ? undefined : item;
  },
  *reduce(source, fn, start) {
    let sum = start.length > 0 ? start[0] : yield* itemOf(source);
    if (sum === END) throw new TypeError("Reduce of a done iterator with no initial value");
    let i = start.length > 0 ? 0 : 1;
    for (let item = yield* itemOf(source); item !== END; item = yield* itemOf(source))
      sum = yield* guardedBy(source, called(fn, undefined, [sum, item, i++]));
    return sum;
  },
};

function* found(source: Source, fn: unknown): Frame {
  let i = 0;
  for (let item = yield* itemOf(source); item !== END; item = yield* itemOf(source))
    if (yield* guardedBy(source, called(fn, undefined, [item, i++]))) {
      yield* close(source);
      return item;
    }
  return END;
}

const sourceOf = (iterator: object): Source => ({ iterator, next: Reflect.get(iterator, "next") as Fn });
/** Whether code of the program takes part. */
const isNeeded = (self: unknown, fn: unknown): self is object =>
  isObject(self) && (isOwn(fn) || isOwn(Reflect.get(self, "next")));
const needsFunction = (name: string) => name !== "toArray" && name !== "take" && name !== "drop";

for (const [name, helper] of Object.entries(LAZY))
  specials.set(prototype[name], (_site, self, [argument]) => {
    if (!isNeeded(self, argument) || (needsFunction(name) && typeof argument !== "function"))
      return undefined;
    if (!needsFunction(name)) count(argument);
    return { value: newGenerator(helper(sourceOf(self), argument), helperPrototype) };
  });
for (const [name, helper] of Object.entries(EAGER))
  specials.set(prototype[name], (_site, self, [fn, ...rest]) =>
    isNeeded(self, fn) && (!needsFunction(name) || typeof fn === "function")
      ? { value: helper(sourceOf(self), fn, rest) }
      : undefined,
  );
