import { AgentError } from "./agent-error.ts";

/** An AgentError as plain data, in which form it crosses to another thread or process. */
export interface AgentErrorData {
  readonly code: string;
  readonly message: string;
  readonly agentId: number;
  readonly agentType: string;
  readonly stack: string | undefined;
  readonly cause: ThrownData | undefined;
}

/** A thrown value as plain data. */
export type ThrownData =
  | { readonly kind: "value"; readonly value: unknown }
  | {
      readonly kind: "error";
      /** The name of the error's class. */
      readonly name: string;
      readonly message: string;
      readonly stack: string | undefined;
      /** Own fields with primitive values, such as `code`. */
      readonly fields: Readonly<Record<string, unknown>>;
      readonly cause: ThrownData | undefined;
    };

/** Longer chains of causes are cut off, because a chain may be circular. */
const DEEPEST_CAUSE = 8;

/** The language's error classes. An error of one of these is rebuilt with its class. */
const BUILT_IN: Readonly<Record<string, ErrorConstructor>> = {
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};

/** Serializes an AgentError to plain data. */
export function agentErrorToData(error: AgentError): AgentErrorData {
  const { code, message, agentId, agentType, stack } = error;
  const cause = "cause" in error ? thrownToData(error.cause, DEEPEST_CAUSE) : undefined;
  return { code, message, agentId, agentType, stack, cause };
}

/** Rebuilds an AgentError from plain data. */
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
    return { kind: "value", value: isPrimitive(thrown) ? thrown : describe(thrown) };
  } catch {
    // A getter of the thrown value throws.
    return { kind: "value", value: "a value that cannot be read" };
  }
}

function errorToData(thrown: Error, depth: number): ThrownData {
  const fields = Object.entries(thrown).filter(([key, value]) => key !== "cause" && isPrimitive(value));
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
  const error = new (BUILT_IN[data.name] ?? Error)(data.message, options);
  Object.assign(error, data.fields);
  if (error.name !== data.name)
    Object.defineProperty(error, "name", { value: data.name, configurable: true });
  if (data.stack !== undefined) error.stack = data.stack;
  return error;
}

/** The error's own `name`, else its class: an error of `class TooLate extends Error {}` is a "TooLate", not an "Error". */
function className(error: Error): string {
  const { name } = error;
  const isInherited = !Object.hasOwn(error, "name") && (name === "Error" || name in BUILT_IN);
  return isInherited ? (error.constructor?.name ?? name) : String(name);
}

function isPrimitive(value: unknown): boolean {
  return value === null || !["object", "function", "symbol"].includes(typeof value);
}

function describe(value: unknown): string {
  if (typeof value === "function") return `a function${value.name && ` named ${value.name}`}`;
  return typeof value === "symbol" ? String(value) : Object.prototype.toString.call(value);
}
