import { types } from "node:util";
import { ExploreError } from "../explore-error.ts";
import { drive } from "../runtime/drive.ts";
import type { AnyFunction, Definitions } from "./definitions.ts";

/** What a recipe needs of a thread: its functions and classes. */
export interface Kitchen {
  get(name: string): unknown;
}

/** How a value is made anew for a thread: plain data copied, shared memory shared, as when it crosses to a real thread. */
export type Recipe = (kitchen: Kitchen) => unknown;

interface Shareable {
  share(): unknown;
}

/** What a value holds besides plain data. */
export interface Findings {
  /** Told of each block of shared memory, with where in the value it is. */
  onMemory(
    buffer: SharedArrayBuffer,
    path: string,
    view: ArrayBufferView | undefined,
    kind: string | undefined,
  ): void;
}

/**
 * The recipe of a value.
 *
 * @param path - how a reader would write the value, as in `settings.rates[3]`
 * @throws ExploreError `CANNOT_TRANSFER` for what cannot cross to another thread
 */
export function recipeOf(value: unknown, path: string, definitions: Definitions, findings: Findings): Recipe {
  const made = new Map<object, Recipe>();
  const visit = (value: unknown, path: string): Recipe => {
    if (typeof value === "function") {
      const name = definitions.add(value as AnyFunction, path);
      return (kitchen) => kitchen.get(name);
    }
    if (typeof value === "symbol") throw refuse(path, "is a symbol, which equals nothing but itself");
    if (typeof value !== "object" || value === null) return () => value;
    const known = made.get(value);
    if (known) return known;
    // Asked for while it is still being made, as in a cycle: looked up when it is used.
    made.set(value, (kitchen) => (made.get(value) as Recipe)(kitchen));
    const recipe = object(value, path);
    made.set(value, recipe);
    return recipe;
  };

  const object = (value: object, path: string): Recipe => {
    if (value instanceof SharedArrayBuffer) {
      findings.onMemory(value, path, undefined, undefined);
      return () => value;
    }
    if (ArrayBuffer.isView(value) && value.buffer instanceof SharedArrayBuffer) {
      findings.onMemory(value.buffer, path, value, undefined);
      return () => value;
    }
    if (isShareable(value)) return shared(value, path);
    if (isHandle(value)) {
      findings.onMemory(value.buffer, path, undefined, value.kind);
      return () => value;
    }
    if (Array.isArray(value)) {
      const items = value.map((item, i) => visit(item, `${path}[${i}]`));
      return (kitchen) => items.map((item) => item(kitchen));
    }
    if (isPlain(value)) {
      const fields = Object.entries(value).map(
        ([key, field]) => [key, visit(field, path === "" ? key : `${path}.${key}`)] as const,
      );
      return (kitchen) => {
        const copy: Record<string, unknown> = {};
        for (const [key, field] of fields) copy[key] = field(kitchen);
        return copy;
      };
    }
    return copied(value, path);
  };

  const shared = (value: Shareable, path: string): Recipe => {
    const handle = value.share();
    const Class = value.constructor as AnyFunction & { from?: unknown };
    if (typeof Class.from !== "function")
      throw refuse(
        path,
        `has a method share(), but its class ${Class.name} has no static from(handle) to build it in another thread`,
      );
    const name = definitions.add(Class, Class.name);
    if (isHandle(handle)) findings.onMemory(handle.buffer, path, undefined, handle.kind);
    const inside = isHandle(handle) ? () => handle : visit(handle, path);
    return (kitchen) => {
      const there = kitchen.get(name) as { from(handle: unknown): unknown };
      return drive(there.from(inside(kitchen)));
    };
  };
  return visit(value, path);
}

/** What is neither plain nor shared, but can be copied. */
function copied(value: object, path: string): Recipe {
  const isData =
    types.isMap(value) ||
    types.isSet(value) ||
    types.isDate(value) ||
    types.isRegExp(value) ||
    types.isNativeError(value) ||
    types.isBoxedPrimitive(value) ||
    types.isArrayBuffer(value) ||
    ArrayBuffer.isView(value);
  if (!isData) {
    const { name } = value.constructor ?? { name: "an unknown class" };
    throw refuse(
      path,
      `is an instance of ${name}, whose methods do not cross; put its memory into \`shared\` and build it in each thread, or give ${name} a method share() and a static from(handle)`,
    );
  }
  return () => structuredClone(value);
}

interface Handle {
  readonly kind: string;
  readonly buffer: SharedArrayBuffer;
}

function isHandle(value: unknown): value is Handle {
  if (typeof value !== "object" || value === null) return false;
  const { kind, buffer } = value as Partial<Handle>;
  return typeof kind === "string" && kind.startsWith("swarmlab.") && buffer instanceof SharedArrayBuffer;
}

function isShareable(value: object): value is Shareable {
  return !isPlain(value) && typeof Reflect.get(value, "share") === "function";
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function refuse(path: string, problem: string): ExploreError {
  return new ExploreError(
    "CANNOT_TRANSFER",
    `${path || "shared"} cannot cross to another thread: it ${problem}.`,
  );
}

/** The same value as the explorer's own side sees it, whose checks are not part of any thread: shared objects made anew over the same memory. */
export function hostView(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (ArrayBuffer.isView(value) || value instanceof SharedArrayBuffer) return value;
  if (isShareable(value)) {
    const { from } = value.constructor as unknown as { from(handle: unknown): unknown };
    return Reflect.apply(from, value.constructor, [value.share()]);
  }
  if (Array.isArray(value)) return value.map(hostView);
  if (!isPlain(value) || isHandle(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, hostView(field)]));
}
