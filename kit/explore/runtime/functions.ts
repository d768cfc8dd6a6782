import { drive } from "./drive.ts";
import { AsyncCall, type Frame, GENERATOR, WITHOUT_CODE } from "./suspensions.ts";
import {
  asyncGeneratorPrototype,
  generatorPrototype,
  newAsyncGenerator,
  newGenerator,
} from "./user-generators.ts";

export type Body = (this: unknown, ...args: unknown[]) => Frame;
export type Wrapped = ((...args: unknown[]) => unknown) & { [GENERATOR]?: (...args: unknown[]) => unknown };
/** A function can be called with `new`. An arrow function, a method and an asynchronous function cannot. */
export type FunctionKind = "function" | "method";

/** The prototypes of the functions of each kind, by which a program tells them apart. */
const AsyncFunction: object = Object.getPrototypeOf(async () => {});
const GeneratorFunction: object = Object.getPrototypeOf(function* () {});
const AsyncGeneratorFunction: object = Object.getPrototypeOf(async function* () {});

type Call = (this: unknown, args: unknown[]) => unknown;

function made(name: PropertyKey, length: number, kind: FunctionKind, call: Call): Wrapped {
  const key = name as string;
  const fn = (
    kind === "function"
      ? {
          [key]: function (this: unknown, ...args: unknown[]) {
            // A class that extends it makes its object first, and runs the code later.
            return args[0] === WITHOUT_CODE ? undefined : call.call(this, args);
          },
        }
      : {
          [key](this: unknown, ...args: unknown[]) {
            return call.call(this, args);
          },
        }
  )[key] as Wrapped;
  if (length > 0) Object.defineProperty(fn, "length", { value: length, configurable: true });
  return fn;
}

function hold(fn: Wrapped, generator: (...args: unknown[]) => unknown): Wrapped {
  Object.defineProperty(fn, GENERATOR, { value: generator });
  return fn;
}

/** A function with the code `body`. Transformed code suspends it; native code gets its result. */
export function plain(
  body: Body,
  name: PropertyKey = "",
  length = 0,
  kind: FunctionKind = "function",
): Wrapped {
  const fn = made(name, length, kind, function (args) {
    return drive(body.apply(this, args));
  });
  return hold(fn, body);
}

export function asynchronous(body: Body, name: PropertyKey = "", length = 0): Wrapped {
  const fn = made(name, length, "method", function (args) {
    return drive(new AsyncCall(body.apply(this, args)));
  });
  Object.setPrototypeOf(fn, AsyncFunction);
  return hold(fn, function (this: unknown, ...args: unknown[]) {
    return new AsyncCall(body.apply(this, args));
  });
}

export function generator(body: Body, name: PropertyKey = "", length = 0): Wrapped {
  const fn = made(name, length, "method", function (args) {
    return newGenerator(body.apply(this, args), fn.prototype);
  });
  Object.defineProperty(fn, "prototype", { value: Object.create(generatorPrototype), writable: true });
  return Object.setPrototypeOf(fn, GeneratorFunction);
}

export function asynchronousGenerator(body: Body, name: PropertyKey = "", length = 0): Wrapped {
  const fn = made(name, length, "method", function (args) {
    return newAsyncGenerator(body.apply(this, args), fn.prototype);
  });
  Object.defineProperty(fn, "prototype", { value: Object.create(asyncGeneratorPrototype), writable: true });
  return Object.setPrototypeOf(fn, AsyncGeneratorFunction);
}

/** A generator function whose parameters are taken apart when it is called: its code returns the generator. */
const twofold =
  (make: (frame: Frame, prototype: unknown) => object, parent: object) =>
  (body: Body, name: PropertyKey = "", length = 0): Wrapped => {
    const opened = function* (this: unknown, ...args: unknown[]): Frame {
      return make((yield body.apply(this, args)) as Frame, fn.prototype);
    };
    const fn = made(name, length, "method", function (args) {
      return drive(opened.apply(this, args));
    });
    Object.defineProperty(fn, "prototype", { value: Object.create(parent), writable: true });
    return hold(fn, opened);
  };
export const twofoldGenerator = twofold(newGenerator, generatorPrototype);
export const twofoldAsyncGenerator = twofold(newAsyncGenerator, asyncGeneratorPrototype);

/** The functions above by the kind of method that they make callable. */
export const wrappers: Readonly<
  Record<string, (body: Body, name?: PropertyKey, length?: number) => Wrapped>
> = {
  method: (body, name, length) => plain(body, name, length, "method"),
  async: asynchronous,
  generator,
  asyncGenerator: asynchronousGenerator,
  generatorTwofold: twofoldGenerator,
  asyncGeneratorTwofold: twofoldAsyncGenerator,
};
