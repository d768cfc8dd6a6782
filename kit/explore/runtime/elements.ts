import { types } from "node:util";
import { elementAccess, isSharedView } from "./access.ts";
import { now } from "./current-thread.ts";
import { drive } from "./drive.ts";
import { type Frame, GENERATOR, type Op, Suspension } from "./suspensions.ts";

type Keyed = Record<PropertyKey, unknown>;

/** The keys of the methods that transformed code calls instead of accessors, by the accessor's name. */
export const getterKeys: Record<string, symbol> = keyTable("get");
export const setterKeys: Record<string, symbol> = keyTable("set");

function keyTable(kind: string): Record<string, symbol> {
  return new Proxy(Object.create(null), {
    get: (table, name) => {
      const known = Reflect.get(table, name);
      if (known !== undefined) return known;
      const key = Symbol(`${kind} ${String(name)}`);
      Reflect.set(table, name, key);
      return key;
    },
  });
}

/** The index that a key means in a typed array; -1 for another key. */
function indexOf(key: unknown): number {
  if (typeof key === "number") return Number.isInteger(key) ? key : -1;
  if (typeof key !== "string" || key === "") return -1;
  const index = Number(key);
  return Number.isInteger(index) && String(index) === key ? index : -1;
}

/** A key that is evaluated once. */
export const keyOf = (key: unknown): PropertyKey => {
  if (typeof key !== "object" && typeof key !== "function") return key as PropertyKey;
  const [only] = Reflect.ownKeys({ [key as never]: 0 });
  return only as PropertyKey;
};

/** `object[key]`. */
export function readElement(site: number, object: Keyed, key: PropertyKey): unknown {
  if (isSharedView(object) && !(object instanceof DataView)) {
    const access = elementAccess("read", site, object, indexOf(key));
    if (access !== undefined) return access;
  }
  if (object === null || object === undefined) return object[key];
  if (typeof key === "string" && Object.hasOwn(getterKeys, key)) return get(object, key);
  return object[key];
}

/** `object[key] = value`. */
export function writeElement(site: number, object: Keyed, key: PropertyKey, value: unknown): unknown {
  if (isSharedView(object) && !(object instanceof DataView)) {
    const index = indexOf(key);
    const isInside = index >= 0 && index < (object as unknown as Int32Array).length;
    const access = isInside
      ? elementAccess("write", site, object, index, elementValue(object, value))
      : undefined;
    if (access !== undefined) return writing(access, value);
  }
  // This write throws the error that names the property.
  if (object === null || object === undefined) (object as Keyed)[key] = value;
  if (typeof key === "string" && Object.hasOwn(setterKeys, key)) return set(object, key, value);
  if (now.thread !== undefined) now.thread.loops.changes++;
  object[key] = value;
  return value;
}

/** A value as an element holds it. It is converted before the step, because that may call code of the program. */
function elementValue(view: object, value: unknown): unknown {
  if (view instanceof BigInt64Array || view instanceof BigUint64Array)
    return BigInt.asIntN(64, toBigInt(value));
  // A bigint throws here, as it does where an array of numbers is written.
  return typeof value === "number" ? value : +(value as number);
}

function toBigInt(value: unknown): bigint {
  if (typeof value === "number") throw new TypeError(`Cannot convert ${value} to a BigInt`);
  return BigInt(value as never);
}

/** An assignment has the value that was assigned, not the one that the element holds. */
function writing(access: Op, value: unknown): unknown {
  return access.value === value ? access : wrote(access, value);
}

function* wrote(access: Op, value: unknown): Frame {
  yield access;
  return value;
}

/** The same in code that cannot be suspended. */
export const readHidden = (site: number, object: Keyed, key: PropertyKey): unknown =>
  drive(readElement(site, object, key));
export const writeHidden = (site: number, object: Keyed, key: PropertyKey, value: unknown): unknown =>
  drive(writeElement(site, object, key, value));

/** `object.name`, where some class has an accessor of that name. */
export function get(object: Keyed, name: string): unknown {
  // This read throws the error that names the property, as the original code would.
  if (object === null || object === undefined) return (object as Keyed)[name];
  const getter =
    accessorOf(object, name, getterKeys[name] as symbol, "get") ?? definedAccessor(object, name, "get");
  return typeof getter === "function" ? getter.call(object) : object[name];
}

/** The method that stands for an accessor. A property nearer to the object hides it. */
function accessorOf(object: Keyed, name: string, key: symbol, kind: "get" | "set"): unknown {
  if (!(key in Object(object))) return undefined;
  for (let at: object | null = Object(object); at !== null; at = Object.getPrototypeOf(at)) {
    if (Object.hasOwn(at, key)) {
      const own = Object.getOwnPropertyDescriptor(at, name);
      return own?.[kind] === undefined ? undefined : Reflect.get(at, key);
    }
    if (Object.hasOwn(at, name)) return undefined;
  }
  return undefined;
}

/** The code of an accessor that `Object.defineProperty` or another function of the language has made of a function of the program. */
function definedAccessor(object: Keyed, name: PropertyKey, kind: "get" | "set"): unknown {
  for (
    let at: object | null = Object(object);
    at !== null && !types.isProxy(at);
    at = Object.getPrototypeOf(at)
  ) {
    const own = Object.getOwnPropertyDescriptor(at, name);
    if (own !== undefined) return (own[kind] as { [GENERATOR]?: unknown } | undefined)?.[GENERATOR];
  }
  return undefined;
}

/** `object.name = value`, where some class has an accessor of that name. */
export function set(object: Keyed, name: string, value: unknown): unknown {
  const setter =
    accessorOf(object, name, setterKeys[name] as symbol, "set") ?? definedAccessor(object, name, "set");
  if (typeof setter === "function") return setter.call(object, value);
  if (now.thread !== undefined) now.thread.loops.changes++;
  object[name] = value;
  return value;
}

/** `super.name`, where some class has an accessor of that name. @param inherited - the method that stands for the accessor, if there is one */
export function superGet(inherited: unknown, self: unknown, read: () => unknown): unknown {
  return typeof inherited === "function" ? inherited.call(self) : read();
}

export const number = (value: unknown): unknown => (typeof value === "bigint" ? value : Number(value));
export const increment = (value: unknown): unknown =>
  typeof value === "bigint" ? value + 1n : (value as number) + 1;
export const decrement = (value: unknown): unknown =>
  typeof value === "bigint" ? value - 1n : (value as number) - 1;

/** Whether an object, which is no array, has a getter of its own. */
export function hasGetter(value: unknown): value is object {
  if (typeof value !== "object" || value === null || Array.isArray(value) || ArrayBuffer.isView(value))
    return false;
  if (types.isProxy(value)) return false;
  return Reflect.ownKeys(value).some((key) => Object.getOwnPropertyDescriptor(value, key)?.get !== undefined);
}

/** The properties of an object that a copy takes, each getter in steps of its own. */
export function* propertiesOf(site: number, value: object): Frame {
  const copy: Keyed = {};
  for (const key of Reflect.ownKeys(value)) {
    if (!Object.getOwnPropertyDescriptor(value, key)?.enumerable) continue;
    const read = readElement(site, value as Keyed, key);
    const one = read instanceof Suspension ? yield read : read;
    Object.defineProperty(copy, key, { value: one, writable: true, enumerable: true, configurable: true });
  }
  return copy;
}
