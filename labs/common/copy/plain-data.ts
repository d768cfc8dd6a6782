// Taken before any agent runs, because an agent may replace them.
const { getPrototypeOf, getOwnPropertySymbols, keys } = Object;
const { isArray } = Array;
const { apply } = Reflect;
const forEachOfMap = Map.prototype.forEach;
const forEachOfSet = Set.prototype.forEach;

const OBJECT = Object.prototype;
const ARRAY = Array.prototype;
const MAP = Map.prototype;
const SET = Set.prototype;

/** Prototypes of objects that structured clone copies whole, where they have no fields of their own. */
const WHOLE: ReadonlySet<object> = new Set([Date.prototype, RegExp.prototype, ArrayBuffer.prototype]);

const VIEWS: ReadonlySet<object> = new Set(
  [
    ...[Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array],
    ...[Float32Array, Float64Array, BigInt64Array, BigUint64Array, DataView],
  ].map(({ prototype }) => prototype),
);

/** A cycle is deeper than any depth. Deeper data is looked at by `writeCopy`, which knows cycles. */
const DEEPEST = 3000;

/** An object that is reached on many ways is looked at as often, so there is an end to it. */
const MOST_OBJECTS = 5_000_000;

/** Of longer arrays it is not checked whether they have fields beside their items, because that costs as much as copying them. */
const SHORT = 16;

/** Of so many objects and arrays of one value, keys that are symbols and fields beside items are looked for: large data is uniform. */
const CHECKED = 200;

/**
 * Whether structured clone surely copies a value whole: JSON-like data, dates, maps, bytes. It is made for speed, and says no
 * where it does not know; `writeCopy` finds out then. A Proxy may pass; structured clone refuses it.
 */
export function isPlainData(value: unknown): boolean {
  if (typeof value !== "object") return typeof value !== "function" && typeof value !== "symbol";
  if (value === null) return true;
  try {
    return isPlainObject(value, { depth: 0, objects: 0, arrays: 0 });
  } catch {
    // A getter throws, and `writeCopy` says which; or the stack is used up.
    return false;
  }
}

interface Walk {
  depth: number;
  objects: number;
  arrays: number;
}

function isPlainObject(value: object, walk: Walk): boolean {
  if (walk.depth > DEEPEST || ++walk.objects > MOST_OBJECTS) return false;
  const prototype: unknown = getPrototypeOf(value);
  walk.depth++;
  const isPlain =
    prototype === OBJECT
      ? hasPlainFields(value, walk)
      : prototype === ARRAY
        ? isPlainArray(value as readonly unknown[], walk)
        : isPlainOther(value, prototype as object | null, walk);
  walk.depth--;
  return isPlain;
}

function hasPlainFields(value: object, walk: Walk): boolean {
  // Inherited fields would be enumerated too, but plain objects inherit none.
  for (const key in value) {
    const field = (value as Record<string, unknown>)[key];
    if (typeof field === "number" || typeof field === "string") continue;
    if (typeof field === "object") {
      if (field !== null && !isPlainObject(field, walk)) return false;
    } else if (typeof field === "function" || typeof field === "symbol") return false;
  }
  return walk.objects > CHECKED || getOwnPropertySymbols(value).length === 0;
}

function isPlainArray(value: readonly unknown[], walk: Walk): boolean {
  if (!isArray(value)) return false;
  const { length } = value;
  for (let i = 0; i < length; i++) {
    const item = value[i];
    // Asked first, because these are most items of long lists.
    if (typeof item === "number" || typeof item === "string") continue;
    if (typeof item === "object") {
      if (item !== null && !isPlainObject(item, walk)) return false;
    } else if (typeof item === "function" || typeof item === "symbol") return false;
  }
  return length > SHORT || ++walk.arrays > CHECKED || keys(value).length === length;
}

function isPlainOther(value: object, prototype: object | null, walk: Walk): boolean {
  if (prototype === null) return hasPlainFields(value, walk);
  if (VIEWS.has(prototype)) {
    const { buffer } = value as ArrayBufferView;
    return !(buffer instanceof SharedArrayBuffer || buffer.detached);
  }
  if (keys(value).length > 0) return false;
  if (WHOLE.has(prototype)) return true;
  let isPlain = true;
  const look = (item: unknown, key: unknown) => {
    isPlain &&= isPlainPart(item, walk) && isPlainPart(key, walk);
  };
  if (prototype === MAP) apply(forEachOfMap, value, [look]);
  else if (prototype === SET) apply(forEachOfSet, value, [look]);
  else return false;
  return isPlain;
}

function isPlainPart(value: unknown, walk: Walk): boolean {
  if (typeof value !== "object") return typeof value !== "function" && typeof value !== "symbol";
  return value === null || isPlainObject(value, walk);
}
