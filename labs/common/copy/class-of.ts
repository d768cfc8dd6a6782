import { COMPOUND_ERRORS, ERROR_CLASSES } from "./copy.ts";

const { getPrototypeOf, getOwnPropertyDescriptor } = Object;

const ERROR_PROTOTYPES: ReadonlySet<object> = new Set(
  [...Object.values(ERROR_CLASSES), ...Object.values(COMPOUND_ERRORS)].map(
    ({ prototype }) => prototype as object,
  ),
);

/** The name of an object's class; never throws. */
export function classNameOf(value: object): string {
  try {
    const prototype: unknown = getPrototypeOf(value);
    const tag: unknown = Reflect.get(value, Symbol.toStringTag);
    if (prototype === null) return typeof tag === "string" && tag !== "" ? tag : "Object";
    const name: unknown = Reflect.get(prototype as object, "constructor")?.name;
    // Generators and iterators have no class with a name.
    if (typeof name === "string" && name !== "" && name !== "Object" && !/Function$/.test(name)) return name;
    return typeof tag === "string" && tag !== "" ? tag : "Object";
  } catch {
    return "Object";
  }
}

/** Whether it is an object without a class, also one of another realm. */
export function isPlainObject(value: object): boolean {
  const prototype = getPrototypeOf(value) as object | null;
  if (prototype === null || prototype === Object.prototype) return true;
  // Another realm's `Object.prototype` has a constructor named Object; `Object.create(null)` of a learner has none.
  if (getPrototypeOf(prototype) !== null) return false;
  const type: unknown = getOwnPropertyDescriptor(prototype, "constructor")?.value;
  return type === undefined || (typeof type === "function" && type.name === "Object");
}

/** Whether an object is of a class of the language itself, whose prototype has so many prototypes above it, and not of a class that extends it. */
export function isOfBuiltInClass(value: object, depth: number): boolean {
  let prototype = getPrototypeOf(value) as object | null;
  let length = 0;
  for (; prototype !== null; prototype = getPrototypeOf(prototype) as object | null) length++;
  return length === depth;
}

/** Whether an error is of one of the language's classes, and not of a class that extends one. */
export function isErrorOfLanguage(error: Error): boolean {
  const prototype = getPrototypeOf(error) as object | null;
  if (prototype === null || ERROR_PROTOTYPES.has(prototype)) return true;
  // Errors of Node itself, such as ERR_INVALID_ARG_TYPE, have a prototype of their own whose constructor is a getter; and there
  // are errors of other realms.
  const type: unknown = Reflect.get(prototype, "constructor");
  return typeof type === "function" && Object.hasOwn(ERROR_CLASSES, type.name) && isNative(type);
}

function isNative(type: object): boolean {
  return /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(type));
}
