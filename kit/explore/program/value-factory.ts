import { type AnyFunction, kindOfValue, type Program, type Shareable } from "@swarmlab/labs/swarm/transfer";
import { ExploreError } from "../explore-error.ts";
import { drive } from "../runtime/drive.ts";

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
        const items = (value as unknown[]).map((item, i) => visit(item, `${path}[${i}]`));
        return (scope) => items.map((item) => item(scope));
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
    return (scope) => {
      const copy: Record<string, unknown> = {};
      for (const [key, field] of fields) copy[key] = field(scope);
      return copy;
    };
  };

  /** Shared memory stays the same object, so that the explorer knows it in every thread. Other data is copied. */
  const data = (value: object, path: string): ValueFactory => {
    const view = ArrayBuffer.isView(value) ? value : undefined;
    const buffer: unknown = view?.buffer ?? value;
    if (!(buffer instanceof SharedArrayBuffer)) return () => structuredClone(value);
    findings.onMemory(buffer, path, view, undefined);
    return () => value;
  };

  const handle = (value: Handle, path: string): ValueFactory => {
    findings.onMemory(value.buffer, path, undefined, value.kind);
    return () => value;
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
  return visit(value, path);
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

/** The version of a value for the rules of an exploration, which run in no thread: shared objects are new objects over the same memory. */
export function hostView(value: unknown): unknown {
  // Most of what is shared is typed arrays, and rules run after every step.
  if (ArrayBuffer.isView(value)) return value;
  switch (kindOfValue(value)) {
    case "shareable": {
      // Its class has a static `from`, because the program has a factory for it already.
      const { from } = (value as object).constructor as unknown as { from(handle: unknown): unknown };
      return Reflect.apply(from, (value as object).constructor, [(value as Shareable).share()]);
    }
    case "array":
      return (value as unknown[]).map(hostView);
    case "object":
      if (isHandle(value)) return value;
      return Object.fromEntries(
        Object.entries(value as object).map(([key, field]) => [key, hostView(field)]),
      );
    default:
      return value;
  }
}
