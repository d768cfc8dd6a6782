import { drive } from "./drive.ts";
import { guarded } from "./guarded-view.ts";
import { type Frame, Suspension, WITHOUT_CODE } from "./suspensions.ts";
import { unsupported } from "./unsupported.ts";

export type Class = new (...args: unknown[]) => unknown;

/** The keys under which transformed classes bring their code. */
export const INIT = Symbol("constructor");
export const FIELDS = Symbol("fields");
export const STATICS = Symbol("static fields");

/** A class of the program. Its code makes steps of its own. */
interface OwnClass {
  readonly isDerived: boolean;
  /** The code of its constructor, if it has one. */
  readonly init: Code | undefined;
  /** The code that gives an object its fields. */
  readonly fields: Code | undefined;
  readonly statics: Code | undefined;
}

type Code = (this: unknown, ...args: unknown[]) => Frame;

/** One object that is being made by the constructor of one class in its chain. */
interface Building {
  readonly made: Class;
  readonly target: Class;
  /** The class whose object it is: the one that extends all others. */
  readonly most: Class;
  /** The object, once it is known: `this`. */
  self: object | undefined;
}

const ownClasses = new WeakMap<object, OwnClass>();

export const isOwnClass = (made: object): boolean => ownClasses.has(made);

/** Makes the object of a class that extends a function or a class that is not the program's. `construct.ts` sets it. */
export const foundation: {
  make(
    site: number,
    parent: Class,
    args: unknown[],
    target: Class,
    make: (args: unknown[]) => unknown,
  ): unknown;
} = { make: (_site, _parent, args, _target, make) => make(args) };

/** Notes a class of the program. @param length - the number of parameters that its constructor says it has */
export function noteClass(made: Class & { prototype: object }, isDerived: boolean, length: number): void {
  const { prototype } = made;
  ownClasses.set(made, {
    isDerived,
    init: taken(isDerived ? made : prototype, INIT),
    fields: taken(prototype, FIELDS),
    statics: taken(made, STATICS),
  });
  Object.defineProperty(made, "length", { value: length, configurable: true });
}

function taken(owner: object, key: symbol): Code | undefined {
  const code: unknown = Object.getOwnPropertyDescriptor(owner, key)?.value;
  if (code !== undefined) Reflect.deleteProperty(owner, key);
  return code as Code | undefined;
}

/** Gives a class its static fields. */
export const statics = (made: Class): unknown => ownClasses.get(made)?.statics?.call(made);

/** `new Class(…)` of a class of the program. */
export function* built(site: number, made: Class, args: unknown[], target: Class): Frame {
  return guarded(yield* level(site, { made, target, most: made, self: undefined }, args));
}

/** What the constructor of one class does. */
function* level(site: number, building: Building, args: unknown[]): Frame {
  const { made, target, most } = building;
  const own = ownClasses.get(made) as OwnClass;
  if (own.isDerived) {
    if (own.init === undefined) return yield* superCall(site, building, args);
    const result = yield own.init.call(made, building, ...args);
    if (isObject(result)) return result;
    if (result !== undefined) throw new TypeError("Derived constructors may only return object or undefined");
    return ownSelf(building.self);
  }
  building.self ??= Reflect.construct(most, [WITHOUT_CODE, depthOf(building)], target) as object;
  const { self } = building;
  if (own.fields !== undefined) yield own.fields.call(self);
  const result = own.init === undefined ? undefined : yield own.init.call(self, building, ...args);
  return isObject(result) ? result : self;
}

/** The number of classes between the one whose object it is and the one whose code runs. */
function depthOf({ made, most }: Building): number {
  let depth = 0;
  for (let at: object = most; at !== made; at = Object.getPrototypeOf(at)) depth++;
  return depth;
}

/** `super(…)`. */
export function* superCall(site: number, building: Building, args: unknown[]): Frame {
  if (building.self !== undefined) throw new ReferenceError("Super constructor may only be called once");
  const { made, target, most } = building;
  const parent = Object.getPrototypeOf(made) as Class;
  if (typeof parent !== "function" || parent === (Function.prototype as unknown))
    throw new TypeError(`Super constructor ${String(null)} of anonymous class is not a constructor`);
  let self: unknown;
  if (isOwnClass(parent)) self = yield* level(site, { made: parent, target, most, self: undefined }, args);
  else {
    const make = (given: unknown[]) =>
      Reflect.construct(most, [WITHOUT_CODE, depthOf(building), given], target);
    self = foundation.make(site, parent, args, target, make);
    if (self instanceof Suspension) self = yield self;
  }
  if (building.self !== undefined) throw new ReferenceError("Super constructor may only be called once");
  building.self = self as object;
  const { fields } = ownClasses.get(made) as OwnClass;
  if (fields !== undefined) yield fields.call(self);
  return self;
}

/** The arguments that a native constructor which only makes the object passes on to the one that it extends. */
export function upwards([bare, depth, args]: [symbol, number, unknown[]]): unknown[] {
  return depth > 0 ? [bare, depth - 1, args] : args;
}

/** What a constructor of the program does where native code calls it. @param self - the object, where the language has made it */
export function natively(target: Class, args: unknown[], self?: object): unknown {
  let made = target;
  while (typeof made === "function" && !isOwnClass(made)) made = Object.getPrototypeOf(made);
  if (typeof made !== "function")
    throw unsupported("a class that built-in code makes in place of another one", "make it with `new`");
  return drive(level(-1, { made, target, most: made, self }, args));
}

/** `this` in the constructor of a class that extends another. */
export function ownSelf<T>(self: T | undefined): T {
  if (self === undefined)
    throw new ReferenceError(
      "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
    );
  return self;
}

/** `super.name` in such a constructor. */
export function inheritedMember({ made }: Building, key: PropertyKey, self: object): unknown {
  const prototype = Object.getPrototypeOf((made as Class & { prototype: object }).prototype) as object;
  return Reflect.get(prototype, key, ownSelf(self));
}

/** The arguments of a constructor, without the one that the explorer adds. */
export function argumentsOf([, ...args]: ArrayLike<unknown> & Iterable<unknown>): unknown {
  return (function (..._: unknown[]) {
    // biome-ignore lint/complexity/noArguments: the program's code asks for this very object.
    return arguments;
  })(...args);
}

/** Gives an object a field, as the language does: setters that it inherits are not called. */
export function defineField(self: object, key: PropertyKey, value: unknown): void {
  Object.defineProperty(self, key, { value, writable: true, enumerable: true, configurable: true });
}

function isObject(value: unknown): boolean {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
