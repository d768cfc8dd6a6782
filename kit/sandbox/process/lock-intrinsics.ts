/** The global names of the language. Of Node's, only `Buffer` is locked: a check may let its clock run ahead, say. */
export const LANGUAGE: readonly string[] = [
  ...[
    "Object",
    "Function",
    "Array",
    "Number",
    "Boolean",
    "String",
    "Symbol",
    "BigInt",
    "Math",
    "JSON",
    "Reflect",
  ],
  ...[
    "Proxy",
    "Promise",
    "RegExp",
    "Date",
    "Map",
    "Set",
    "WeakMap",
    "WeakSet",
    "WeakRef",
    "FinalizationRegistry",
  ],
  ...["ArrayBuffer", "SharedArrayBuffer", "DataView", "Atomics", "Iterator", "Int8Array", "Uint8Array"],
  ...[
    "Uint8ClampedArray",
    "Int16Array",
    "Uint16Array",
    "Int32Array",
    "Uint32Array",
    "Float16Array",
    "Float32Array",
  ],
  ...[
    "Float64Array",
    "BigInt64Array",
    "BigUint64Array",
    "Error",
    "AggregateError",
    "EvalError",
    "RangeError",
  ],
  ...["ReferenceError", "SyntaxError", "TypeError", "URIError", "DisposableStack", "AsyncDisposableStack"],
  ...[
    "SuppressedError",
    "parseInt",
    "parseFloat",
    "isNaN",
    "isFinite",
    "encodeURIComponent",
    "decodeURIComponent",
  ],
  ...["encodeURI", "decodeURI", "eval", "escape", "unescape"],
];

/**
 * Prototypes to which an answer may add a member of its own, as `Number.prototype.squared = …` does. Everything else is frozen, which costs no speed: V8
 * keeps a frozen object fast, and makes one whose members change one by one slow (lists by 6 to 20 times).
 */
const OPEN: ReadonlySet<object> = new Set([
  ...[Number, String, Boolean, BigInt, Symbol, Date, RegExp, Map, Set, WeakMap, WeakSet, Promise].map(
    ({ prototype }) => prototype,
  ),
  ...[Function.prototype, Error],
]);

/**
 * Members that code sets on objects of its own, which a member that cannot be written would forbid: `this.name = "MyError"`, `counts.constructor = 1`.
 */
const SET_BELOW = new Map<object, readonly PropertyKey[]>([
  [Object.prototype, Reflect.ownKeys(Object.prototype)],
  [Function.prototype, ["toString"]],
  ...[Error, AggregateError, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map(
    ({ prototype }): [object, PropertyKey[]] => [prototype, ["name", "message", "toString"]],
  ),
]);

/** Members that are not even looked at: the first look makes V8 build `Temporal`, which takes 2 ms and which nothing of the program uses. */
const UNREAD: ReadonlySet<PropertyKey> = new Set(["toTemporalInstant"]);

/** Members that stay as they are: Node and error handlers set them. */
const LEFT = new Map<object, readonly PropertyKey[]>([[Error, ["stackTraceLimit", "prepareStackTrace"]]]);

/**
 * Keeps the language as it is: no global name and no member of what the language brings can be set anew from here on. The program that runs an answer,
 * and the course's code that drives it, then do what they say beside any answer. Own members can be added, except to all objects and all lists.
 */
export function lockIntrinsics(): void {
  const seen = new Set<object>();
  for (const name of LANGUAGE) {
    const property = Object.getOwnPropertyDescriptor(globalThis, name);
    if (property === undefined) continue;
    lockMembers(property.value, seen);
    Object.defineProperty(globalThis, name, { writable: false, configurable: false });
  }
  // What is asked of an answer, and what it replies, passes through buffers of Node.
  const { Buffer } = globalThis;
  lockMembers(Buffer, seen);
  Object.defineProperty(globalThis, "Buffer", { value: Buffer, writable: false, configurable: false });
  // What only syntax reaches.
  const hidden = [
    function* () {},
    async function* () {},
    async () => {},
    [][Symbol.iterator](),
    ""[Symbol.iterator](),
    new Map().entries(),
    new Set().values(),
    "".matchAll(/ /g),
    Iterator.from({ next: () => ({ done: true, value: undefined }) }),
    [].values().map((one) => one),
  ];
  for (const one of hidden) lockMembers(Object.getPrototypeOf(one), seen);
  // What is added to it shows in every object.
  Object.preventExtensions(Object.prototype);
}

/**
 * Freezes what code of an answer holds in a process that judges it: these objects with all that they reach, and what `lockIntrinsics` left open for answers
 * that run by themselves.
 */
export function freezeAll(objects: readonly unknown[]): void {
  for (const name of ["stackTraceLimit", "prepareStackTrace"] as const)
    Object.defineProperty(Error, name, { value: Error[name], writable: false, configurable: false });
  const seen = new Set<object>();
  for (const object of objects) lockMembers(object, seen);
  for (const object of [...OPEN, ...SET_BELOW.keys()]) Object.preventExtensions(object);
}

/**
 * Locks the members of an object, of its prototypes, and of all objects and functions that they reach. It runs once in each process, before V8 has compiled
 * anything, so it makes no lists and no closures for the 800 objects of the language: 4 to 6 ms of processor time in place of 6 to 9.
 */
function lockMembers(value: unknown, seen: Set<object>): void {
  const open: object[] = [];
  const meet = (one: unknown) => {
    if ((typeof one !== "object" && typeof one !== "function") || one === null) return;
    if (seen.has(one) || one === globalThis) return;
    seen.add(one);
    open.push(one);
  };
  meet(value);
  for (let object = open.pop(); object !== undefined; object = open.pop()) {
    meet(Object.getPrototypeOf(object));
    const isOpen = OPEN.has(object) || SET_BELOW.has(object);
    for (const key of Reflect.ownKeys(object)) {
      if (UNREAD.has(key)) continue;
      const property = Object.getOwnPropertyDescriptor(object, key);
      if (property === undefined) continue;
      meet(property.value);
      meet(property.get);
      meet(property.set);
      if (isOpen) lockMember(object, key, property);
    }
    // An object that is a prototype is made fast again.
    if (isOpen) Object.create(object);
    else if (ArrayBuffer.isView(object)) Object.preventExtensions(object);
    else Object.freeze(object);
  }
}

/** Locks one member. A member that is locked already stays. */
function lockMember(object: object, key: PropertyKey, property: PropertyDescriptor): void {
  if (!property.configurable || LEFT.get(object)?.includes(key)) return;
  const isSetBelow = property.writable === true && SET_BELOW.get(object)?.includes(key) === true;
  if (!isSetBelow) {
    Object.defineProperty(object, key, {
      configurable: false,
      ...(property.writable === undefined ? {} : { writable: false }),
    });
    return;
  }
  const { value, enumerable = false } = property;
  Object.defineProperty(object, key, {
    enumerable,
    configurable: false,
    get: () => value,
    set(this: object, own: unknown) {
      if (this === object) throw new TypeError(`${String(key)} of the language cannot be replaced.`);
      Object.defineProperty(this, key, { value: own, writable: true, enumerable: true, configurable: true });
    },
  });
}
