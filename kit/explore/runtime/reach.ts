import { types } from "node:util";
import { GENERATOR } from "./suspensions.ts";

/** The shared memory that can be reached from a value. */
export interface Reach {
  readonly buffers: Set<SharedArrayBuffer>;
  /** Whether some part of the value cannot be looked into. */
  isOpen: boolean;
}

const MOST_OBJECTS = 5_000;

/** Objects of packages that were given shared memory, which they may hold where nothing outside can see it. */
const holders = new WeakSet<object>();

export function noteHolder(value: unknown): void {
  if ((typeof value === "object" && value !== null) || typeof value === "function") holders.add(value);
}

const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";

/** Finds the shared memory that a built-in function could reach from its arguments. */
export function reachOf(values: readonly unknown[]): Reach {
  const reach: Reach = { buffers: new Set(), isOpen: false };
  const seen = new Set<unknown>();
  const open = values.filter(isObject);
  const visit = (value: unknown) => {
    if (isObject(value) && !seen.has(value)) open.push(value);
  };
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (seen.has(value)) continue;
    seen.add(value);
    if (seen.size > MOST_OBJECTS) reach.isOpen = true;
    if (reach.isOpen) break;
    // Code of the program makes steps of its own, whatever calls it.
    if (GENERATOR in value) continue;
    if (value instanceof SharedArrayBuffer) reach.buffers.add(value);
    else if (ArrayBuffer.isView(value)) {
      if (value.buffer instanceof SharedArrayBuffer) reach.buffers.add(value.buffer);
    } else if (holders.has(value) || types.isProxy(value)) reach.isOpen = true;
    else if (typeof value === "function") {
      for (const key of Reflect.ownKeys(value))
        if (key !== "prototype" && key !== "constructor")
          visit(Object.getOwnPropertyDescriptor(value, key)?.value);
    } else {
      if (value instanceof Map) for (const [key, one] of value) [key, one].forEach(visit);
      else if (value instanceof Set) value.forEach(visit);
      else if (value instanceof WeakRef) visit(value.deref());
      fieldsOf(value, visit);
    }
  }
  return reach;
}

function fieldsOf(value: object, visit: (field: unknown) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) if (isObject(item)) visit(item);
    return;
  }
  for (const key of Reflect.ownKeys(value)) {
    const one = Object.getOwnPropertyDescriptor(value, key);
    if (isObject(one?.value)) visit(one.value);
  }
  const parent: unknown = Object.getPrototypeOf(value);
  if (parent !== Object.prototype && isObject(parent) && !Object.hasOwn(parent, "constructor")) visit(parent);
}
