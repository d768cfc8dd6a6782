import { elementAccess, isSharedView } from "./access.ts";
import { now } from "./current-thread.ts";
import { drive } from "./drive.ts";

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

/** `object[key]`. */
export function readElement(site: number, object: Keyed, key: PropertyKey): unknown {
  if (isSharedView(object) && !(object instanceof DataView)) {
    const index = typeof key === "number" ? key : typeof key === "string" && key !== "" ? Number(key) : -1;
    const access = Number.isInteger(index) ? elementAccess("read", site, object, index) : undefined;
    if (access !== undefined) return access;
  }
  return object[key];
}

/** `object[key] = value`. */
export function writeElement(site: number, object: Keyed, key: PropertyKey, value: unknown): unknown {
  if (isSharedView(object) && !(object instanceof DataView)) {
    const index = typeof key === "number" ? key : typeof key === "string" && key !== "" ? Number(key) : -1;
    const access = Number.isInteger(index) ? elementAccess("write", site, object, index, value) : undefined;
    if (access !== undefined) return access;
  }
  if (now.thread !== undefined) now.thread.loops.changes++;
  object[key] = value;
  return value;
}

/** The same in code that cannot be suspended. */
export const readHidden = (object: Keyed, key: PropertyKey): unknown => drive(readElement(-1, object, key));
export const writeHidden = (object: Keyed, key: PropertyKey, value: unknown): unknown =>
  drive(writeElement(-1, object, key, value));

/** `object.name`, where some class has an accessor of that name. */
export function get(object: Keyed, name: string): unknown {
  // This read throws the error that names the property, as the original code would.
  if (object === null || object === undefined) return (object as Keyed)[name];
  const getter = object[getterKeys[name] as symbol];
  return typeof getter === "function" ? getter.call(object) : object[name];
}

/** `object.name = value`, where some class has an accessor of that name. */
export function set(object: Keyed, name: string, value: unknown): unknown {
  const setter = object[setterKeys[name] as symbol];
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
