import { types } from "node:util";
import { arrayKinds } from "../../common/array-kinds.ts";
import { seal } from "./seal.ts";

/*
 * What code of a thread returns may do something when it is looked at: by getters, proxies, `toString`, `toJSON`. Rules get copies that are data and nothing
 * else, made without running a line of that code.
 */

const MOST_VALUES = 10_000;
const DEEPEST = 32;
const LONGEST_NAME = 40;

/** Where a value is more than data, and how. */
class NotPlain extends Error {}

/** The stand-ins for values that are not plain data, with what came in words. */
const standIns = new WeakMap<object, string>();

const fail = (target: object) => () => {
  throw new TypeError(standIns.get(target) ?? "");
};

/** A value that a rule can pass on and not look at: every look throws what came in its place. */
function standIn(words: string): object {
  const target = Object.create(null) as object;
  standIns.set(target, words);
  const refuse = fail(target);
  const made = new Proxy(target, {
    get: refuse,
    has: refuse,
    ownKeys: refuse,
    getOwnPropertyDescriptor: refuse,
    getPrototypeOf: refuse,
    set: refuse,
    defineProperty: refuse,
    deleteProperty: refuse,
  });
  standIns.set(made, words);
  return made;
}

/** What came in place of plain data, where a value stands for that. */
export function cameWords(value: unknown): string | undefined {
  return typeof value === "object" && value !== null ? standIns.get(value) : undefined;
}

/**
 * A copy of a value for rules. In a process that judges an answer, a value that is more than data becomes a stand-in, and a rule that looks at it fails with
 * what came. Elsewhere it stays as it came: rules and threads are by the same author there.
 */
export function plainData(value: unknown): unknown {
  if (!isObject(value)) return value;
  try {
    return copyOf(value, "", new Map(), { left: MOST_VALUES });
  } catch (error) {
    if (!(error instanceof NotPlain)) throw error;
    return seal.isSealed ? standIn(`came: ${error.message}`) : value;
  }
}

interface Limit {
  left: number;
}

/** @param known - the copies that are made, so that an object in two places is one object; `undefined` for those that are being made */
function copyOf(value: unknown, path: string, known: Map<object, unknown>, limit: Limit): unknown {
  limit.left--;
  if (limit.left < 0) throw new NotPlain(`more than ${MOST_VALUES.toLocaleString("en")} values`);
  if (!isObject(value)) return value;
  const place = path === "" ? "" : ` at ${path}`;
  if (known.has(value)) {
    const copy = known.get(value);
    if (copy === undefined) throw new NotPlain(`an object that contains itself${place}`);
    return copy;
  }
  if (path.split(/[.[]/).length > DEEPEST)
    throw new NotPlain(`an object that is more than ${DEEPEST} levels deep`);
  if (types.isProxy(value)) throw new NotPlain(`a Proxy${place}`);
  if (typeof value === "function") throw new NotPlain(`a function${place}`);
  known.set(value, undefined);
  const copy = copied(value, path, place, (one, name) => copyOf(one, `${path}${name}`, known, limit), limit);
  known.set(value, copy);
  return copy;
}

type Inside = (value: unknown, name: string) => unknown;

function copied(value: object, path: string, place: string, inside: Inside, limit: Limit): unknown {
  if (types.isAnyArrayBuffer(value) || ArrayBuffer.isView(value)) return memoryOf(value);
  if (Array.isArray(value)) return listOf(value, place, inside, limit);
  if (types.isNativeError(value)) return errorOf(value, inside);
  if (types.isMap(value)) {
    const pairs: [unknown, unknown][] = [];
    let at = 0;
    Map.prototype.forEach.call(value, (one, key) => {
      pairs.push([inside(key, `.keys[${at}]`), inside(one, `.values[${at++}]`)]);
    });
    return new Map(pairs);
  }
  if (types.isSet(value)) {
    const items: unknown[] = [];
    Set.prototype.forEach.call(value, (one) => {
      items.push(inside(one, `.values[${items.length}]`));
    });
    return new Set(items);
  }
  if (types.isDate(value)) return new Date(Date.prototype.getTime.call(value));
  const parent: unknown = Object.getPrototypeOf(value);
  if (parent !== Object.prototype && parent !== null)
    throw new NotPlain(`an instance of a class${place}, and not plain data`);
  const copy = Object.create(parent) as Record<string, unknown>;
  for (const key of Reflect.ownKeys(value)) {
    if (typeof key === "symbol") throw new NotPlain(`an object with a symbol as a name${place}`);
    const dot = path === "" ? "" : ".";
    const name = /^[A-Za-z_$][\w$]{0,39}$/.test(key) ? `${dot}${key}` : `[${short(key)}]`;
    Object.defineProperty(copy, key, {
      value: inside(dataOf(value, key, `${path}${name}`), name),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return copy;
}

/** The value of a member that is no getter. */
function dataOf(owner: object, key: PropertyKey, path: string): unknown {
  const property = Object.getOwnPropertyDescriptor(owner, key);
  if (property === undefined) return undefined;
  if (!("value" in property)) throw new NotPlain(`an object with a getter at ${path}`);
  return property.value;
}

function listOf(list: unknown[], place: string, inside: Inside, limit: Limit): unknown[] {
  const length = Number(Object.getOwnPropertyDescriptor(list, "length")?.value);
  if (length > limit.left) throw new NotPlain(`a list of ${length.toLocaleString("en")} items${place}`);
  const copy: unknown[] = [];
  copy.length = length;
  for (let i = 0; i < length; i++)
    if (Object.hasOwn(list, i)) copy[i] = inside(dataOf(list, i, `[${i}]`), `[${i}]`);
  return copy;
}

const TypedArray = Object.getPrototypeOf(Int32Array.prototype) as object;
const ofTypedArray = (name: string | symbol) =>
  Object.getOwnPropertyDescriptor(TypedArray, name)?.get as (this: unknown) => never;
const kindOf = ofTypedArray(Symbol.toStringTag);
const bufferOf = ofTypedArray("buffer");
const offsetOf = ofTypedArray("byteOffset");
const lengthOf = ofTypedArray("length");
const CLASSES: Readonly<
  Record<string, (new (buffer: ArrayBufferLike, at: number, length: number) => object) | undefined>
> = arrayKinds as never;

/** Shared memory stays the same memory, under a view of the language; other memory is copied. */
function memoryOf(value: object): unknown {
  if (types.isSharedArrayBuffer(value)) return value;
  if (types.isArrayBuffer(value)) return ArrayBuffer.prototype.slice.call(value, 0);
  if (types.isDataView(value)) throw new NotPlain("a DataView");
  const Class = CLASSES[Reflect.apply(kindOf, value, [])];
  if (Class === undefined) throw new NotPlain("a typed array of an unknown kind");
  const view = new Class(
    Reflect.apply(bufferOf, value, []),
    Reflect.apply(offsetOf, value, []),
    Reflect.apply(lengthOf, value, []),
  ) as Int32Array;
  return types.isSharedArrayBuffer(view.buffer) ? view : view.slice();
}

/** An error with the name, the message and the code of another one. */
function errorOf(error: Error, inside: Inside): Error {
  const said = (key: string) => {
    for (let at: object | null = error; at !== null; at = Object.getPrototypeOf(at) as object | null) {
      if (types.isProxy(at)) return undefined;
      if (languageErrors.has(at)) return key === "name" ? languageErrors.get(at) : undefined;
      const property = Object.getOwnPropertyDescriptor(at, key);
      if (property !== undefined) return property.value as unknown;
    }
    return undefined;
  };
  const text = (value: unknown) => (isObject(value) || typeof value === "symbol" ? "" : String(value ?? ""));
  const copy = new Error(text(said("message")));
  Object.defineProperty(copy, "name", { value: text(said("name")) || "Error", configurable: true });
  const code = inside(said("code"), ".code");
  if (code !== undefined)
    Object.defineProperty(copy, "code", { value: code, enumerable: true, configurable: true });
  return copy;
}

const languageErrors = new Map<object, string>(
  [Error, AggregateError, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map(
    (one) => [one.prototype, one.name],
  ),
);

const short = (key: string) => JSON.stringify(key.length > LONGEST_NAME ? `${key.slice(0, 39)}…` : key);

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
