import { types } from "node:util";
import { deserialize, serialize } from "node:v8";
import { GraphError } from "../graph-error.ts";

/** LangGraph.js's own serializer, which knows LangChain's classes, such as messages. */
export interface FallbackSerializer {
  dumpsTyped(value: unknown): Promise<[string, Uint8Array]>;
  loadsTyped(type: string, data: Uint8Array | string): Promise<unknown>;
}

/** Marks what the fallback serialized inside of other data. */
const FOREIGN = "swarmlab:foreign";

/** An instance of a class, as the fallback serialized it. */
interface Foreign {
  readonly [FOREIGN]: string;
  readonly bytes: Uint8Array;
}

/**
 * Serializes the state of a graph as V8 clones it between threads: BigInts, dates, maps, sets, typed arrays and
 * `undefined` come back as they were. LangGraph.js's JSON loses a whole checkpoint at one BigInt, and makes text of a date.
 * An instance of a class goes through LangGraph.js's serializer.
 */
export class StateSerializer implements FallbackSerializer {
  readonly #fallback: FallbackSerializer;

  constructor(fallback: FallbackSerializer) {
    this.#fallback = fallback;
  }

  /** @throws GraphError CANNOT_SAVE that names a function, a symbol or shared memory in the value */
  async dumpsTyped(value: unknown): Promise<[string, Uint8Array]> {
    const plain = await this.#packed(value, "the state", new Map());
    return ["v8", serialize(plain)];
  }

  async loadsTyped(type: string, data: Uint8Array | string): Promise<unknown> {
    if (type !== "v8") return this.#fallback.loadsTyped(type, data);
    // V8's data is always bytes.
    return this.#unpacked(deserialize(data as Uint8Array), new Set());
  }

  /** A copy of the value in which instances of classes are what the fallback made of them. */
  async #packed(value: unknown, path: string, copies: Map<object, unknown>): Promise<unknown> {
    if (typeof value === "function") return refuse(path, "is a function");
    if (typeof value === "symbol") return refuse(path, "is a symbol");
    if (typeof value !== "object" || value === null) return value;
    const known = copies.get(value);
    if (known !== undefined) return known;
    if (Array.isArray(value)) {
      const copy: unknown[] = [];
      copies.set(value, copy);
      for (const [i, item] of value.entries()) copy[i] = await this.#packed(item, `${path}[${i}]`, copies);
      return copy;
    }
    if (types.isMap(value)) {
      const copy = new Map();
      copies.set(value, copy);
      for (const [key, item] of value)
        copy.set(await this.#packed(key, path, copies), await this.#packed(item, `${path}.get(…)`, copies));
      return copy;
    }
    if (types.isSet(value)) {
      const copy = new Set();
      copies.set(value, copy);
      for (const item of value) copy.add(await this.#packed(item, `an item of ${path}`, copies));
      return copy;
    }
    if (isPlainObject(value)) {
      // Without a prototype, a key "__proto__" is a key like any other.
      const copy: Record<string, unknown> = Object.create(null);
      copies.set(value, copy);
      for (const [key, item] of Object.entries(value))
        copy[key] = await this.#packed(item, `${path}.${key}`, copies);
      return copy;
    }
    if (isWhole(value, path)) return value;
    if (Reflect.get(value, "lg_name") !== "Send") return this.#foreign(value);
    // A message to a node is kept as plain data, as LangGraph.js does, so that what it carries is kept like the state.
    const { node, args, timeout } = value as { node: unknown; args: unknown; timeout?: unknown };
    return this.#packed({ node, args, ...(timeout !== undefined && { timeout }) }, path, copies);
  }

  async #foreign(value: object): Promise<Foreign> {
    const [type, bytes] = await this.#fallback.dumpsTyped(value);
    return { [FOREIGN]: type, bytes };
  }

  /** Replaces what the fallback serialized, in place. */
  async #unpacked(value: unknown, seen: Set<object>): Promise<unknown> {
    if (typeof value !== "object" || value === null || seen.has(value)) return value;
    seen.add(value);
    if (Object.hasOwn(value, FOREIGN)) {
      const foreign = value as Foreign;
      return this.#fallback.loadsTyped(foreign[FOREIGN], foreign.bytes);
    }
    if (types.isMap(value)) {
      for (const [key, item] of [...value]) value.set(key, await this.#unpacked(item, seen));
    } else if (types.isSet(value)) {
      const items = [...value];
      value.clear();
      for (const item of items) value.add(await this.#unpacked(item, seen));
    } else if (Array.isArray(value) || isPlainObject(value)) {
      const members = value as Record<string, unknown>;
      for (const [key, item] of Object.entries(members)) members[key] = await this.#unpacked(item, seen);
    }
    return value;
  }
}

function isPlainObject(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  // LangGraph.js's commands and sends, which its own serializer writes, may be plain objects with a method.
  return isPlain && typeof Reflect.get(value, "toJSON") !== "function";
}

/** Whether V8 copies the value as it is. */
function isWhole(value: object, path: string): boolean {
  const bytes = ArrayBuffer.isView(value) ? value.buffer : value;
  if (types.isSharedArrayBuffer(bytes) || typeof Reflect.get(value, "share") === "function")
    refuse(path, "works on memory that threads share");
  return (
    ArrayBuffer.isView(value) ||
    types.isArrayBuffer(value) ||
    types.isDate(value) ||
    types.isRegExp(value) ||
    types.isNativeError(value)
  );
}

function refuse(path: string, problem: string): never {
  throw new GraphError(
    "CANNOT_SAVE",
    `${path} cannot be saved in a checkpoint: it ${problem}. Keep it out of the state, for example in a node's args.`,
  );
}
