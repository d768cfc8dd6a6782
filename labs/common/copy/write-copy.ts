import { types } from "node:util";
import { classNameOf, isErrorOfLanguage, isOfBuiltInClass, isPlainObject } from "./class-of.ts";
import { COMPOUND_ERRORS, type Copy, type CopyPart, type CopyRules, ERROR_CLASSES } from "./copy.ts";
import { isPlainData } from "./plain-data.ts";
import { insteadOf, UncopyableError } from "./uncopyable-error.ts";

// Taken before any agent runs, because an agent may replace them.
const {
  defineProperty,
  getOwnPropertyDescriptor,
  getOwnPropertyNames,
  getOwnPropertySymbols,
  getPrototypeOf,
  keys,
} = Object;

/** What stands for a part that is left out of a thrown value. A reader sees it in place of the part. */
type LeaveOut = (text: string) => unknown;

/**
 * Makes a value ready for structured clone, so that nothing of it is lost in silence.
 *
 * @param path how a reader would write the value, as in `result`
 * @throws UncopyableError that names what cannot be copied whole
 */
export function writeCopy(value: unknown, path: string, rules: CopyRules = {}): Copy {
  return isPlainData(value) ? { value, parts: undefined } : new Writer(rules, undefined).write(value, path);
}

/** Why a value cannot be copied whole; undefined where it can, or where that is not known. */
export function explainUncopyable(
  value: unknown,
  path: string,
  rules: CopyRules,
): UncopyableError | undefined {
  try {
    new Writer(rules, undefined).write(value, path);
    return undefined;
  } catch (error) {
    return UncopyableError.is(error) ? error : undefined;
  }
}

/**
 * As {@link writeCopy} of what an agent has thrown. It never throws: a part that cannot be copied becomes a text that says what it
 * was, and an object of a class becomes a plain object with its fields.
 */
export function writeThrownCopy(thrown: unknown): Copy {
  if (isPlainData(thrown)) return { value: thrown, parts: undefined };
  try {
    return new Writer({}, (text) => text).write(thrown, "thrown");
  } catch {
    return { value: "a value that cannot be read", parts: undefined };
  }
}

/** Of a thrown value, objects deeper inside are left out, and all once there are so many: it may hold a whole connection. */
const DEEPEST_THROWN = 8;
const MOST_THROWN = 5000;

class Writer {
  readonly #rules: CopyRules;
  readonly #leaveOut: LeaveOut | undefined;
  readonly #parts: CopyPart[] = [];
  readonly #copies = new Map<object, unknown>();
  /** Instances whose fields are being written. */
  readonly #open = new Set<object>();
  #depth = 0;

  constructor(rules: CopyRules, leaveOut: LeaveOut | undefined) {
    this.#rules = rules;
    this.#leaveOut = leaveOut;
  }

  write(value: unknown, path: string): Copy {
    const copy = this.#copyOf(value, path);
    return { value: copy, parts: this.#parts.length === 0 ? undefined : this.#parts };
  }

  #copyOf(value: unknown, path: string): unknown {
    if (typeof value === "function") {
      return this.#refuse(path, `is a function${value.name && ` named ${value.name}`}`, "what it computes");
    }
    if (typeof value === "symbol") return this.#refuse(path, `is a symbol`, "its description", String(value));
    if (typeof value !== "object" || value === null) return value;
    if (this.#copies.has(value)) return this.#copies.get(value);
    if (this.#leaveOut && (this.#depth > DEEPEST_THROWN || this.#copies.size > MOST_THROWN))
      return this.#leaveOut(`an object of class ${classNameOf(value)}`);
    this.#depth++;
    try {
      return this.#copyOfObject(value, path);
    } catch (error) {
      if (UncopyableError.is(error)) throw error;
      if (error instanceof RangeError && /call stack/.test(error.message)) throw tooDeep(path);
      const problem = `has a getter or a trap that throws (${textOf(error)})`;
      return this.#refuse(path, problem, "a value that can be read", "a value that cannot be read", error);
    } finally {
      this.#depth--;
    }
  }

  #copyOfObject(value: object, path: string): unknown {
    if (types.isProxy(value))
      return this.#refuse(path, "is a Proxy, whose traps a copy would lose", "what it stands for", "a Proxy");
    if (Array.isArray(value)) {
      if (!isOfBuiltInClass(value, 2)) return this.#instance(value, path);
      return this.#fields(value, this.#enter(value, new Array(value.length) as never), path);
    }
    if (isPlainObject(value) && !Object.hasOwn(value, Symbol.toStringTag))
      return this.#fields(value, this.#enter(value, {}), path);
    // Such as Math, or all exports of a module.
    if (isPlainObject(value)) return this.#instance(value, path);
    if (value instanceof DOMException) return this.#domException(value);
    if (types.isNativeError(value)) return this.#error(value, path);
    if (types.isMap(value) || types.isSet(value)) return this.#collection(value, path);
    if (isShareable(value)) return this.#shareable(value, path);
    return this.#isData(value, path) ? this.#data(value) : this.#instance(value, path);
  }

  #enter<C extends object>(value: object, copy: C): C {
    this.#copies.set(value, copy);
    return copy;
  }

  #fields<C extends object>(value: object, copy: C, path: string): C {
    for (const key of keys(value)) {
      const at = fieldPath(path, key, Array.isArray(value));
      setField(copy, key, this.#copyOf(this.#read(value, key, at), at));
    }
    for (const symbol of getOwnPropertySymbols(value)) {
      if (!getOwnPropertyDescriptor(value, symbol)?.enumerable) continue;
      this.#refuse(`${path}[${String(symbol)}]`, "has a symbol as its key", "a field whose key is text");
    }
    return copy;
  }

  #read(value: object, key: string, path: string): unknown {
    try {
      return (value as Record<string, unknown>)[key];
    } catch (error) {
      const problem = `has a getter that throws (${textOf(error)})`;
      return this.#refuse(path, problem, "a value that can be read", "a value that cannot be read", error);
    }
  }

  #collection(value: Map<unknown, unknown> | Set<unknown>, path: string): unknown {
    if (!isOfBuiltInClass(value, 2)) return this.#instance(value, path);
    this.#refuseFields(value, path);
    if (types.isMap(value)) {
      const copy = this.#enter(value, new Map<unknown, unknown>());
      for (const [key, item] of Map.prototype.entries.call(value)) {
        const at = `${path}.get(${typeof key === "string" ? JSON.stringify(key) : "…"})`;
        copy.set(this.#copyOf(key, `a key of ${path}`), this.#copyOf(item, at));
      }
      return copy;
    }
    const copy = this.#enter(value, new Set<unknown>());
    for (const item of Set.prototype.values.call(value)) copy.add(this.#copyOf(item, `an item of ${path}`));
    return copy;
  }

  /** Whether structured clone copies it whole, apart from a Buffer. */
  #isData(value: object, path: string): boolean {
    if (ArrayBuffer.isView(value)) {
      if (isSharedBuffer(value.buffer)) return this.#isSharedData(value, path);
      if (isDetached(value.buffer)) this.#refuseDetached(path);
      return Buffer.isBuffer(value) || isOfBuiltInClass(value, types.isDataView(value) ? 2 : 3);
    }
    if (isSharedBuffer(value)) return this.#isSharedData(value, path);
    if (types.isArrayBuffer(value) && isDetached(value)) this.#refuseDetached(path);
    const isKnown =
      types.isDate(value) ||
      types.isRegExp(value) ||
      types.isArrayBuffer(value) ||
      types.isBoxedPrimitive(value);
    if (!isKnown || !isOfBuiltInClass(value, 2) || types.isSymbolObject(value)) return false;
    if (!types.isStringObject(value)) this.#refuseFields(value, path);
    return true;
  }

  #isSharedData(value: object, path: string): true {
    if (this.#rules.sharesMemory) return true;
    const problem = ArrayBuffer.isView(value)
      ? `is ${withArticle(classNameOf(value))} over a SharedArrayBuffer`
      : "is a SharedArrayBuffer";
    this.#refuse(path, `${problem}, whose memory cannot be shared on this way`, "a copy of its bytes");
    return true;
  }

  #refuseDetached(path: string): void {
    const problem = "has no bytes any more, because they were handed on to another thread";
    this.#refuse(path, problem, "bytes that were not handed on");
  }

  #refuseFields(value: object, path: string): void {
    const [field] = keys(value);
    if (field === undefined) return;
    const problem = `is ${withArticle(classNameOf(value))} with a field of its own, which a copy would lose`;
    this.#refuse(
      `${path}.${field}`,
      problem.replace(/^is/, "is a field of"),
      "a plain object that holds both",
    );
  }

  #data(value: object): unknown {
    if (
      this.#leaveOut &&
      (isSharedBuffer(value) || (ArrayBuffer.isView(value) && isSharedBuffer(value.buffer)))
    )
      return this.#leaveOut("shared memory");
    if (!Buffer.isBuffer(value)) return value;
    const { buffer, byteOffset, length } = value as Buffer;
    // Copied, because a small Buffer is a piece of a large one that structured clone would copy whole.
    const bytes = new Uint8Array(buffer, byteOffset, length).slice();
    return this.#part(value, { kind: "buffer", bytes });
  }

  #domException(value: DOMException): unknown {
    const { name, message, stack } = value;
    return this.#part(value, { kind: "dom-exception", name, message, stack });
  }

  #error(value: Error, path: string): unknown {
    const isOfLanguage = isErrorOfLanguage(value);
    if (!isOfLanguage && this.#leaveOut === undefined) return this.#instance(value, path);
    const at = this.#enter(value, {});
    const fields: (readonly [string, unknown, boolean])[] = [];
    for (const key of getOwnPropertyNames(value)) {
      if (key === "stack" || key === "message") continue;
      const isEnumerable = getOwnPropertyDescriptor(value, key)?.enumerable === true;
      const label = fieldPath(path, key, false);
      const field = this.#read(value, key, label);
      if (typeof field === "function" && this.#leaveOut) continue;
      fields.push([key, this.#copyOf(field, label), isEnumerable]);
    }
    const { message, stack } = value;
    this.#parts.push({
      at,
      kind: "error",
      type: languageClassOf(value),
      name: errorName(value),
      message: String(message),
      stack: typeof stack === "string" ? stack : undefined,
      fields,
    });
    return at;
  }

  #shareable(value: object & { share(): unknown }, path: string): unknown {
    const name = classNameOf(value);
    const handle = this.#rules.share?.(value);
    if (handle !== undefined) return this.#part(value, { kind: "shared", handle });
    const problem = `is ${withArticle(name)}, whose memory cannot be shared on this way`;
    const instead = "what is in it, and share it by the agents' inputs or the option `shared`";
    return this.#refuse(path, problem, instead, `an object of class ${name}`);
  }

  /** An object of a class: it arrives as one where both ends know the class. */
  #instance(value: object, path: string): unknown {
    const type: unknown = (getPrototypeOf(value) as { constructor?: unknown } | null)?.constructor;
    const reference = canRevive(type) ? this.#rules.referenceTo?.(type) : undefined;
    if (reference !== undefined) return this.#revivable(value, path, reference);
    if (this.#leaveOut) {
      return ArrayBuffer.isView(value) || types.isExternal(value)
        ? this.#leaveOut(`an object of class ${classNameOf(value)}`)
        : this.#thrownFields(value, path);
    }
    const name = classNameOf(value);
    const problem = canRevive(type)
      ? `is ${withArticle(name)}, a class that only the agent knows, so that nobody can revive it`
      : `is ${withArticle(name)}, whose methods and private fields a copy would lose`;
    const instead = canRevive(type)
      ? "its fields as a plain object, or declare the class where the agent refers to it by its name"
      : insteadOf(name);
    return this.#refuse(path, problem, instead);
  }

  #revivable(value: object, path: string, reference: unknown): unknown {
    if (this.#open.has(value)) {
      const problem = `is ${withArticle(classNameOf(value))} that contains itself`;
      return this.#refuse(path, problem, "its fields without itself");
    }
    this.#open.add(value);
    try {
      const toJSON: unknown = Reflect.get(value, "toJSON");
      const data =
        typeof toJSON === "function"
          ? this.#copyOf((toJSON as () => unknown).call(value), `${path}.toJSON()`)
          : this.#fields(value, {}, path);
      return this.#part(value, { kind: "instance", reference, data });
    } finally {
      this.#open.delete(value);
    }
  }

  /** The fields of a thrown object of a class; a text where it has none. */
  #thrownFields(value: object, path: string): unknown {
    if (keys(value).length === 0) return this.#leaveOut?.(`an object of class ${classNameOf(value)}`);
    return this.#fields(value, this.#enter(value, {}), path);
  }

  #part(value: object, data: DataOf<CopyPart>): object {
    const at = this.#enter(value, {});
    // The union is spread into one object, which is one of its members.
    this.#parts.push({ at, ...data } as CopyPart);
    return at;
  }

  #refuse(
    path: string,
    problem: string,
    instead: string,
    text: string = problem.replace(/^is /, ""),
    cause?: unknown,
  ): unknown {
    if (this.#leaveOut) return this.#leaveOut(text);
    throw new UncopyableError(path, problem, instead, cause);
  }
}

function tooDeep(path: string): UncopyableError {
  return new UncopyableError(`${path.slice(0, 40)}…`, "is nested too deeply", "a list of its parts");
}

type DataOf<T> = T extends unknown ? Omit<T, "at"> : never;

function isShareable(value: object): value is object & { share(): unknown } {
  return typeof Reflect.get(value, "share") === "function";
}

function canRevive(type: unknown): type is { revive(data: unknown): unknown } {
  return typeof type === "function" && typeof Reflect.get(type, "revive") === "function";
}

function isSharedBuffer(buffer: object): boolean {
  return types.isSharedArrayBuffer(buffer);
}

function isDetached(buffer: ArrayBufferLike): boolean {
  return types.isArrayBuffer(buffer) && buffer.detached;
}

/** The language's class of an error: its own, or the nearest that its class extends. */
function languageClassOf(error: Error): string {
  for (let type: unknown = getPrototypeOf(error); type !== null; type = getPrototypeOf(type)) {
    const name: unknown = getOwnPropertyDescriptor(type, "constructor")?.value?.name;
    if (typeof name === "string" && isLanguageError(name)) return name;
  }
  return "Error";
}

function isLanguageError(name: string): boolean {
  return Object.hasOwn(ERROR_CLASSES, name) || Object.hasOwn(COMPOUND_ERRORS, name);
}

/** The error's own `name`, else its class: an error of `class TooLate extends Error {}` is a "TooLate", not an "Error". */
function errorName(error: Error): string {
  const { name } = error;
  const isInherited = !Object.hasOwn(error, "name") && isLanguageError(name);
  return isInherited ? classNameOf(error) : String(name);
}

function setField(copy: object, key: string, value: unknown): void {
  // Assigned, `__proto__` would set the prototype.
  if (key === "__proto__")
    defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true });
  else (copy as Record<string, unknown>)[key] = value;
}

function fieldPath(path: string, key: string, isArray: boolean): string {
  if (isArray && /^\d+$/.test(key)) return `${path}[${key}]`;
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key)
    ? `${path}.${key}`
    : `${path}[${JSON.stringify(key)}]`;
}

function withArticle(name: string): string {
  return `${/^[aeio]/i.test(name) ? "an" : "a"} ${name}`;
}

function textOf(error: unknown): string {
  try {
    return Error.isError(error) ? `${error.name}: ${error.message}` : String(error);
  } catch {
    return "an error that cannot be read";
  }
}
