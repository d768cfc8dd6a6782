import { types } from "node:util";
import { type AnyFunction, kindOfValue, type Program, type Shareable } from "@swarmlab/labs/swarm/transfer";
import { ExploreError } from "../explore-error.ts";
import { drive } from "../runtime/drive.ts";
import { guardedCopy } from "../runtime/guarded-view.ts";
import { cameWords, plainData } from "../runtime/plain-data.ts";
import { seal } from "../runtime/seal.ts";
import type { SharedView } from "../runtime/suspensions.ts";

/** The functions and classes of one virtual thread, by their names in the program. */
export interface Scope {
  get(name: string): unknown;
}

/** Makes a thread's own version of a value: plain data is copied and shared memory is shared, as on the way to a real thread. */
export type ValueFactory = (scope: Scope) => unknown;

/** Called for the shared memory in a value. */
export interface Findings {
  /** @param path - where in the value the block of memory is. @param kind - the kind of the shared object that works on it */
  onMemory(
    buffer: SharedArrayBuffer,
    path: string,
    view: ArrayBufferView | undefined,
    kind: string | undefined,
  ): void;
}

/**
 * The factory of a value. Functions and classes in the value are added to the program.
 *
 * @param path - how a reader would write the value, as in `settings.rates[3]`
 * @throws ExploreError `CANNOT_TRANSFER` for what cannot cross to another thread
 */
export function valueFactoryOf(
  value: unknown,
  path: string,
  program: Program,
  findings: Findings,
): ValueFactory {
  const made = new Map<unknown, ValueFactory>();
  /** Counts the copies of the whole value. In one of them an object that stands in two places is one object. */
  const pass = { number: 0 };
  const visit = (value: unknown, path: string): ValueFactory => {
    const known = made.get(value);
    if (known) return known;
    // A cycle asks for a factory that is still being made, and looks it up when it runs.
    made.set(value, (scope) => (made.get(value) as ValueFactory)(scope));
    const factory = factoryOf(value, path);
    made.set(value, factory);
    return factory;
  };

  const factoryOf = (value: unknown, path: string): ValueFactory => {
    switch (kindOfValue(value)) {
      case "primitive":
        return () => value;
      case "symbol":
        throw refuse(path, "is a symbol, which equals nothing but itself");
      case "function": {
        const name = program.add(value as AnyFunction, path);
        return (scope) => scope.get(name);
      }
      case "shareable":
        return shared(value as Shareable, path);
      case "array": {
        const copies = new Copies<unknown[]>();
        const items = (value as unknown[]).map((item, i) => visit(item, `${path}[${i}]`));
        return (scope) =>
          copies.of(pass, [], (copy) => {
            for (const item of items) copy.push(item(scope));
          });
      }
      case "object":
        return isHandle(value) ? handle(value, path) : fieldsOf(value as object, path);
      case "instance":
        throw refuse(path, instanceProblem(value as object));
      default:
        return data(value as object, path);
    }
  };

  const fieldsOf = (value: object, path: string): ValueFactory => {
    const fields = Object.entries(value).map(
      ([key, field]) => [key, visit(field, path === "" ? key : `${path}.${key}`)] as const,
    );
    const copies = new Copies<Record<string, unknown>>();
    return (scope) =>
      copies.of(pass, {}, (copy) => {
        for (const [key, field] of fields) copy[key] = field(scope);
      });
  };

  /** Shared memory stays the same object, so that the explorer knows it in every thread. Other data is copied. */
  const data = (value: object, path: string): ValueFactory => {
    const view = ArrayBuffer.isView(value) ? value : undefined;
    const buffer: unknown = view?.buffer ?? value;
    if (!(buffer instanceof SharedArrayBuffer)) {
      const copies = new Copies<unknown>();
      return () => copies.of(pass, structuredClone(value), () => {});
    }
    findings.onMemory(buffer, path, view, undefined);
    // As a real thread, it gets a view of its own.
    if (view === undefined) return () => value;
    const copies = new Copies<unknown>();
    return () => copies.of(pass, guardedCopy(view as SharedView), () => {});
  };

  const handle = (value: Handle, path: string): ValueFactory => {
    findings.onMemory(value.buffer, path, undefined, value.kind);
    const copies = new Copies<object>();
    return () => copies.of(pass, { ...value }, () => {});
  };

  const shared = (value: Shareable, path: string): ValueFactory => {
    const Class = value.constructor as AnyFunction & { from?: unknown };
    if (typeof Class.from !== "function")
      throw refuse(
        path,
        `has a method share(), but its class ${Class.name} has no static from(handle) to build it in another thread`,
      );
    const name = program.add(Class, Class.name);
    const inside = visit(value.share(), path);
    return (scope) => {
      const there = scope.get(name) as { from(handle: unknown): unknown };
      return drive(there.from(inside(scope)));
    };
  };
  const whole = visit(value, path);
  return (scope) => {
    pass.number++;
    return whole(scope);
  };
}

/** The copy of one object, made once for each copy of the whole value. */
class Copies<T> {
  #pass = -1;
  #copy: T | undefined;

  /** @param fill - fills the copy, which may refer to itself */
  of(pass: { readonly number: number }, fresh: T, fill: (copy: T) => void): T {
    if (this.#pass === pass.number) return this.#copy as T;
    this.#pass = pass.number;
    this.#copy = fresh;
    fill(fresh);
    return fresh;
  }
}

interface Handle {
  readonly kind: string;
  readonly buffer: SharedArrayBuffer;
}

/** Whether a value is the handle of an object of labs/sharing. */
function isHandle(value: unknown): value is Handle {
  if (typeof value !== "object" || value === null) return false;
  const { kind, buffer } = value as Partial<Handle>;
  return typeof kind === "string" && kind.startsWith("swarmlab.") && buffer instanceof SharedArrayBuffer;
}

function instanceProblem(value: object): string {
  const { name } = value.constructor ?? { name: "an unknown class" };
  return `is an instance of ${name}, whose methods do not cross; put its memory into \`shared\` and build it in each thread, or give ${name} a method share() and a static from(handle)`;
}

function refuse(path: string, problem: string): ExploreError {
  return new ExploreError(
    "CANNOT_TRANSFER",
    `${path || "shared"} cannot cross to another thread: it ${problem}.`,
  );
}

/**
 * The version of a value for the rules of an exploration, which run in no thread: shared objects are new objects over the same memory. In a process that
 * judges an answer no field of it can be set: a rule may call code of the answer, and its next line must see what the threads have shared.
 */
export function hostView(value: unknown, known = new Map<unknown, unknown>()): unknown {
  // Most of what is shared is typed arrays, and rules run after every step.
  if (ArrayBuffer.isView(value)) return seal.isSealed ? Object.preventExtensions(value) : value;
  if (known.has(value)) return known.get(value);
  switch (kindOfValue(value)) {
    case "shareable": {
      // Its class has a static `from`, because the program has a factory for it already.
      const { from } = (value as object).constructor as unknown as { from(handle: unknown): unknown };
      return Reflect.apply(from, (value as object).constructor, [(value as Shareable).share()]);
    }
    case "array": {
      const copy: unknown[] = [];
      known.set(value, copy);
      for (const item of value as unknown[]) copy.push(hostView(item, known));
      return kept(copy);
    }
    case "object": {
      if (isHandle(value)) return seal.isSealed ? Object.freeze({ ...value }) : value;
      const copy: Record<string, unknown> = {};
      known.set(value, copy);
      for (const [key, field] of Object.entries(value as object)) copy[key] = hostView(field, known);
      return kept(copy);
    }
    default:
      if (!seal.isSealed || !isCollection(value)) return value;
      known.set(value, ownCopy(value));
      return known.get(value);
  }
}

const kept = <T extends object>(copy: T): T => (seal.isSealed ? Object.freeze(copy) : copy);
const isCollection = (value: unknown): boolean =>
  types.isMap(value) || types.isSet(value) || types.isDate(value);

/** A copy that each run gets anew, where the value is no more than data. */
function ownCopy(value: unknown): unknown {
  const copy = plainData(value);
  return cameWords(copy) === undefined ? kept(copy as object) : value;
}
