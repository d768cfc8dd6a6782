/*
 * What built-in functions do with shared memory that they are given. A function in none of these tables is one step that may do anything, and
 * nothing is claimed about the orders inside it.
 */

type Fn = (...args: never[]) => unknown;

/** All functions of the language and of Node's globals. Any other function may keep what it is given. */
export const intrinsics: Set<unknown> = collectIntrinsics();

function collectIntrinsics(): Set<unknown> {
  const found = new Set<unknown>();
  const visit = (value: unknown, depth: number) => {
    if ((typeof value !== "object" && typeof value !== "function") || value === null || found.has(value))
      return;
    if (depth > 4) return;
    found.add(value);
    for (const key of Reflect.ownKeys(value)) {
      const one = Object.getOwnPropertyDescriptor(value, key);
      if (typeof one?.value === "function" || key === "prototype") visit(one?.value, depth + 1);
      visit(one?.get, depth + 1);
      visit(one?.set, depth + 1);
    }
    visit(Object.getPrototypeOf(value), depth + 1);
  };
  const names = Object.getOwnPropertyNames(globalThis).filter(
    (name) =>
      /^[A-Z]/.test(name) ||
      /^(?:is|parse|encode|decode|escape|unescape|structuredClone|atob|btoa)/.test(name),
  );
  for (const name of names) {
    const { value } = Object.getOwnPropertyDescriptor(globalThis, name) ?? {};
    visit(value, 0);
  }
  for (const one of [[][Symbol.iterator](), new Map().entries(), new Set().values(), "".matchAll(/./g)])
    visit(Object.getPrototypeOf(one), 0);
  visit(
    Object.getPrototypeOf(function* () {}),
    0,
  );
  visit(
    Object.getPrototypeOf(async function* () {}),
    0,
  );
  return found;
}

/** The constructors that make a function from text. */
export const makersOfCode: ReadonlySet<unknown> = new Set(
  [() => {}, async () => {}, function* () {}, async function* () {}].map(
    (one) => Object.getPrototypeOf(one).constructor,
  ),
);

function functionsOf(owner: object, names?: readonly string[]): unknown[] {
  const keys = names ?? Reflect.ownKeys(owner);
  return keys
    .map((key) => Object.getOwnPropertyDescriptor(owner, key)?.value)
    .filter((one) => typeof one === "function");
}

/** Functions that pass values on and never look into memory. A value that they turn into text does so by its own methods. */
export const opaque: ReadonlySet<unknown> = new Set<unknown>([
  ...functionsOf(Math),
  ...functionsOf(Number),
  ...functionsOf(Number.prototype),
  ...functionsOf(BigInt.prototype),
  ...functionsOf(Boolean.prototype),
  ...functionsOf(Symbol),
  ...functionsOf(String),
  ...functionsOf(String.prototype),
  ...functionsOf(RegExp.prototype),
  ...functionsOf(Map.prototype),
  ...functionsOf(Set.prototype),
  ...functionsOf(WeakMap.prototype),
  ...functionsOf(WeakSet.prototype),
  ...functionsOf(WeakRef.prototype),
  ...functionsOf(Date.prototype),
  ...functionsOf(Error),
  ...functionsOf(Object.prototype),
  ...functionsOf(Object.getPrototypeOf([][Symbol.iterator]())),
  ...functionsOf(Object.getPrototypeOf(new Map().entries())),
  ...functionsOf(Object.getPrototypeOf(new Set().values())),
  ...functionsOf(Object, [
    "is",
    "create",
    "freeze",
    "seal",
    "preventExtensions",
    "isFrozen",
    "isSealed",
    "isExtensible",
    "keys",
    "getOwnPropertyNames",
    "getOwnPropertySymbols",
    "getPrototypeOf",
    "hasOwn",
  ]),
  ...functionsOf(Reflect, ["has", "ownKeys", "getPrototypeOf", "isExtensible", "preventExtensions"]),
  Array.isArray,
  Array.of,
  ArrayBuffer.isView,
  ...functionsOf(globalThis, ["isNaN", "isFinite"]),
  parseInt,
  parseFloat,
  Number,
  Boolean,
  BigInt,
  Symbol,
]);

/** Functions that change nothing, whatever they get. */
export const pure: ReadonlySet<unknown> = new Set<unknown>([
  ...functionsOf(Math),
  ...functionsOf(Object, ["is", "keys", "hasOwn", "getPrototypeOf", "isFrozen"]),
  Object.prototype.hasOwnProperty,
  Array.isArray,
  ArrayBuffer.isView,
  Map.prototype.get,
  Map.prototype.has,
  Set.prototype.has,
  WeakMap.prototype.get,
  WeakMap.prototype.has,
  Array.prototype.includes,
  Array.prototype.indexOf,
  Array.prototype.at,
  Array.prototype.slice,
  Array.prototype.concat,
  Array.prototype.join,
]);

/** Functions of arrays and objects that look at the elements of what they are given, and not deeper. */
export const shallow: ReadonlySet<unknown> = new Set<unknown>([
  ...functionsOf(Array.prototype),
  ...functionsOf(Object, [
    "assign",
    "entries",
    "values",
    "fromEntries",
    "defineProperty",
    "defineProperties",
    "getOwnPropertyDescriptor",
    "getOwnPropertyDescriptors",
    "groupBy",
  ]),
  ...functionsOf(Reflect, ["get", "set", "defineProperty", "deleteProperty", "getOwnPropertyDescriptor"]),
  ...functionsOf(Map, ["groupBy"]),
  Array.from,
]);

/** Functions that read all memory that they reach, and write none. */
export const readers: ReadonlySet<unknown> = new Set<unknown>([
  JSON.stringify,
  String,
  Object,
  TextDecoder.prototype.decode,
  Buffer.concat,
  Buffer.compare,
  Object.values,
  Object.entries,
  Object.getOwnPropertyDescriptor,
  Object.getOwnPropertyDescriptors,
  Array.from,
] satisfies (Fn | object)[]);
