import { drive } from "./drive.ts";
import { wrappers } from "./functions.ts";
import { type Frame, GENERATOR } from "./suspensions.ts";
import { newAsyncGenerator, newGenerator } from "./user-generators.ts";

/** Makes a method that was transformed to a generator callable for native code. */
export function wrapMethod(owner: object, key: PropertyKey, kind: string, length = 0): void {
  const descriptor = Object.getOwnPropertyDescriptor(owner, key);
  const wrap = wrappers[kind];
  if (descriptor === undefined || wrap === undefined) return;
  Object.defineProperty(owner, key, { ...descriptor, value: wrap(descriptor.value, key, length) });
}

/** Makes an accessor for native code out of the method that stands for it. */
export function wrapAccessor(owner: object, key: PropertyKey, kind: "get" | "set", method: symbol): void {
  const body = Object.getOwnPropertyDescriptor(owner, method)?.value as (...args: unknown[]) => Frame;
  const { get: getter, set: setter, enumerable } = Object.getOwnPropertyDescriptor(owner, key) ?? {};
  // As an accessor, a method has no prototype and cannot be called with `new`.
  const { call } = {
    call(this: unknown, ...args: unknown[]) {
      return drive(body.apply(this, args));
    },
  };
  Object.defineProperties(call, {
    name: { value: `${kind} ${nameOf(key)}`, configurable: true },
    length: { value: kind === "get" ? 0 : 1, configurable: true },
    [GENERATOR]: { value: body },
  });
  Object.defineProperty(owner, key, {
    get: kind === "get" ? call : getter,
    set: kind === "set" ? call : setter,
    enumerable: enumerable === true,
    configurable: true,
  } as PropertyDescriptor);
}

/** A private method as a value. */
export const bind = (method: never, kind: string): unknown => wrappers[kind]?.(method);

export const userGenerator = (frame: Frame) => newGenerator(frame, undefined);
export const userAsyncGenerator = (frame: Frame) => newAsyncGenerator(frame, undefined);

/** Completes an object literal: methods that use `super` become callable, and methods that stand for accessors are hidden. */
export function wrapObject(
  owner: object,
  members: readonly (readonly [key: PropertyKey, kind?: string, lengthOrName?: number | string])[],
): object {
  for (const [key, kind, more] of members) {
    if (kind === undefined || kind === "get" || kind === "set")
      Object.defineProperty(owner, key, { enumerable: false });
    else wrapMethod(owner, key, kind, more as number);
    // A field of the same name, further on in the literal, has taken the accessor's place.
    const isAccessor = (kind === "get" || kind === "set") && accessorAt(owner, more as string, kind);
    if (isAccessor) wrapAccessor(owner, more as string, kind, key as symbol);
  }
  return owner;
}

const accessorAt = (owner: object, name: string, kind: "get" | "set"): boolean =>
  Object.getOwnPropertyDescriptor(owner, name)?.[kind] !== undefined;

const nameOf = (key: PropertyKey): string =>
  typeof key === "symbol" ? (key.description === undefined ? "" : `[${key.description}]`) : String(key);

/** Gives a function the name of the key under which it is stored. */
export function nameFunction(fn: unknown, key: PropertyKey): unknown {
  if (typeof fn === "function" && fn.name === "")
    Object.defineProperty(fn, "name", { value: nameOf(key), configurable: true });
  return fn;
}
