import {
  COMPOUND_ERRORS,
  type Copy,
  type CopyPart,
  ERROR_CLASSES,
  type ErrorPart,
  type ReadRules,
} from "./copy.ts";

/** Rebuilds what `writeCopy` wrote, after structured clone. It changes and returns the copy that has arrived. */
export function readCopy({ value, parts }: Copy, rules: ReadRules = {}): unknown {
  return parts === undefined ? value : new Reader(parts, rules).read(value);
}

class Reader {
  readonly #parts = new Map<object, CopyPart>();
  readonly #rules: ReadRules;
  readonly #done = new Map<object, unknown>();

  constructor(parts: readonly CopyPart[], rules: ReadRules) {
    this.#rules = rules;
    for (const part of parts) this.#parts.set(part.at, part);
  }

  read(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (this.#done.has(value)) return this.#done.get(value);
    const part = this.#parts.get(value);
    if (part !== undefined) return this.#revive(part);
    // Entered before its parts, so that a cycle finds it.
    this.#done.set(value, value);
    if (value instanceof Map) this.#readMap(value);
    else if (value instanceof Set) this.#readSet(value);
    else if (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype)
      this.#readFields(value);
    return value;
  }

  #readFields(value: object): void {
    for (const key of Object.keys(value)) {
      const before: unknown = Reflect.get(value, key);
      const after = this.read(before);
      if (after !== before) setField(value, key, after, true);
    }
  }

  #readMap(map: Map<unknown, unknown>): void {
    const entries = [...map];
    map.clear();
    for (const [key, item] of entries) map.set(this.read(key), this.read(item));
  }

  #readSet(set: Set<unknown>): void {
    const items = [...set];
    set.clear();
    for (const item of items) set.add(this.read(item));
  }

  #revive(part: CopyPart): unknown {
    const revived = this.#built(part);
    this.#done.set(part.at, revived);
    if (part.kind === "error") {
      for (const [key, field, isEnumerable] of part.fields)
        setField(revived as object, key, this.read(field), isEnumerable);
    }
    return revived;
  }

  #built(part: CopyPart): unknown {
    switch (part.kind) {
      case "error":
        return errorOf(part);
      case "dom-exception": {
        const error = new DOMException(part.message, part.name);
        if (typeof part.stack === "string") setField(error, "stack", part.stack, false);
        return error;
      }
      case "buffer":
        return Buffer.from(part.bytes.buffer, part.bytes.byteOffset, part.bytes.byteLength);
      case "shared":
        return this.#rules.revive?.(part.handle) ?? part.handle;
      case "instance": {
        const type = this.#rules.classOf?.(part.reference);
        if (type === undefined) throw new Error("its class is not known here");
        return type.revive(this.read(part.data));
      }
    }
  }
}

function errorOf({ type, name, message, stack }: ErrorPart): Error {
  const error = Object.hasOwn(COMPOUND_ERRORS, type)
    ? compoundError(type, message)
    : new (ERROR_CLASSES[type] ?? Error)(message);
  if (error.name !== name) setField(error, "name", name, false);
  if (stack !== undefined) error.stack = stack;
  return error;
}

function setField(target: object, key: string, value: unknown, enumerable: boolean): void {
  Object.defineProperty(target, key, { value, enumerable, writable: true, configurable: true });
}

/** The errors in it are set with its other fields. */
function compoundError(type: string, message: string): Error {
  const isAggregate = type === "AggregateError";
  const error = isAggregate ? new AggregateError([]) : new (COMPOUND_ERRORS[type] ?? Error)();
  setField(error, "message", message, false);
  return error;
}
