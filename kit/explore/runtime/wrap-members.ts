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
  const { get: getter, set: setter } = Object.getOwnPropertyDescriptor(owner, key) ?? {};
  const call = function (this: unknown, ...args: unknown[]) {
    return drive(body.apply(this, args));
  };
  Object.defineProperty(call, GENERATOR, { value: body });
  Object.defineProperty(owner, key, {
    get: kind === "get" ? call : getter,
    set: kind === "set" ? call : setter,
    enumerable: false,
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
  members: readonly (readonly [key: PropertyKey, kind?: string, length?: number])[],
): object {
  for (const [key, kind, length] of members) {
    if (kind === undefined) Object.defineProperty(owner, key, { enumerable: false });
    else wrapMethod(owner, key, kind, length);
  }
  return owner;
}

/** Gives a function the name of the key under which it is stored. */
export function nameFunction(fn: unknown, key: PropertyKey): unknown {
  const name =
    typeof key === "symbol" ? (key.description === undefined ? "" : `[${key.description}]`) : String(key);
  if (typeof fn === "function" && fn.name === "")
    Object.defineProperty(fn, "name", { value: name, configurable: true });
  return fn;
}
