import { AgentError } from "./agent-error.ts";

/** An AgentError as plain data: what is left of an error when it crosses to another thread or process. */
export interface AgentErrorData {
  readonly code: string;
  readonly message: string;
  readonly agentId: number;
  readonly agentType: string;
  readonly stack: string | undefined;
  readonly cause: ThrownData | undefined;
}

/** Anything that can be thrown, as plain data. */
export type ThrownData =
  | { readonly kind: "value"; readonly value: unknown }
  | {
      readonly kind: "error";
      /** The name of the error's class. */
      readonly name: string;
      readonly message: string;
      readonly stack: string | undefined;
      /** Own fields that are simple values, such as `code`. */
      readonly fields: Readonly<Record<string, unknown>>;
      readonly cause: ThrownData | undefined;
    };

/** Deeper chains of causes are cut off: a chain may be a ring. */
const DEEPEST_CAUSE = 8;

/** Classes that exist everywhere: an error of one of these is rebuilt as one. */
const KNOWN: Readonly<Record<string, ErrorConstructor>> = {
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};

/** Takes an AgentError apart for the journey. */
export function agentErrorToData(error: AgentError): AgentErrorData {
  const { code, message, agentId, agentType, stack } = error;
  const cause = "cause" in error ? thrownToData(error.cause, DEEPEST_CAUSE) : undefined;
  return { code, message, agentId, agentType, stack, cause };
}

/** Puts it together again on the other side. */
export function agentErrorFromData(data: AgentErrorData): AgentError {
  const { code, agentId, agentType } = data;
  const cause = data.cause && { cause: thrownFromData(data.cause) };
  const error = new AgentError(data.message, { code, agentId, agentType, ...cause });
  if (data.stack !== undefined) error.stack = data.stack;
  return error;
}

function thrownToData(thrown: unknown, depth: number): ThrownData {
  try {
    if (Error.isError(thrown)) return errorToData(thrown, depth);
    return { kind: "value", value: isSimple(thrown) ? thrown : describe(thrown) };
  } catch {
    // A getter of it throws.
    return { kind: "value", value: "a value that cannot be read" };
  }
}

function errorToData(thrown: Error, depth: number): ThrownData {
  const fields = Object.entries(thrown).filter(([key, value]) => key !== "cause" && isSimple(value));
  const hasCause = "cause" in thrown && depth > 0;
  return {
    kind: "error",
    name: className(thrown),
    message: String(thrown.message),
    stack: typeof thrown.stack === "string" ? thrown.stack : undefined,
    fields: Object.fromEntries(fields),
    cause: hasCause ? thrownToData(thrown.cause, depth - 1) : undefined,
  };
}

function thrownFromData(data: ThrownData): unknown {
  if (data.kind === "value") return data.value;
  const options = data.cause && { cause: thrownFromData(data.cause) };
  const error = new (KNOWN[data.name] ?? Error)(data.message, options);
  Object.assign(error, data.fields);
  if (error.name !== data.name)
    Object.defineProperty(error, "name", { value: data.name, configurable: true });
  if (data.stack !== undefined) error.stack = data.stack;
  return error;
}

/** `name` when somebody set it, else the class: `class TooLate extends Error {}` is a "TooLate", not an "Error". */
function className(error: Error): string {
  const { name } = error;
  const isInherited = !Object.hasOwn(error, "name") && (name === "Error" || name in KNOWN);
  return isInherited ? (error.constructor?.name ?? name) : String(name);
}

function isSimple(value: unknown): boolean {
  return value === null || !["object", "function", "symbol"].includes(typeof value);
}

function describe(value: unknown): string {
  if (typeof value === "function") return `a function${value.name && ` named ${value.name}`}`;
  return typeof value === "symbol" ? String(value) : Object.prototype.toString.call(value);
}
