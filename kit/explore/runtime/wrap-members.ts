import { drive } from "./drive.ts";
import { UserAsyncGenerator, UserGenerator, wrappers } from "./functions.ts";
import type { Frame } from "./suspensions.ts";

/** Makes a method that was transformed to a generator callable for native code. */
export function wrapMethod(owner: object, key: PropertyKey, kind: string): void {
  const descriptor = Object.getOwnPropertyDescriptor(owner, key);
  const wrap = wrappers[kind];
  if (descriptor === undefined || wrap === undefined) return;
  Object.defineProperty(owner, key, { ...descriptor, value: wrap(descriptor.value) });
}

/** Makes an accessor for native code out of the method that stands for it. */
export function wrapAccessor(owner: object, key: PropertyKey, kind: "get" | "set", method: symbol): void {
  const body = Object.getOwnPropertyDescriptor(owner, method)?.value as (...args: unknown[]) => Frame;
  const { get: getter, set: setter } = Object.getOwnPropertyDescriptor(owner, key) ?? {};
  const call = function (this: unknown, ...args: unknown[]) {
    return drive(body.apply(this, args));
  };
  Object.defineProperty(owner, key, {
    get: kind === "get" ? call : getter,
    set: kind === "set" ? call : setter,
    enumerable: false,
    configurable: true,
  } as PropertyDescriptor);
}

/** A private method as a value. */
export const bind = (method: never, kind: string): unknown => wrappers[kind]?.(method);

export const userGenerator = (frame: Frame) => new UserGenerator(frame);
export const userAsyncGenerator = (frame: Frame) => new UserAsyncGenerator(frame);
