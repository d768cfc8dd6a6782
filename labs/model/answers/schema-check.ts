import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { ModelError } from "../../agents/index.ts";
import { errorMessage } from "../../common/error-message.ts";
import { isTimeOver, withTimeLimit } from "./time-limit.ts";

type Schema = Readonly<Record<string, unknown>>;

/** How many compiled schemas are kept. */
const MOST_SCHEMAS = 100;
/** The longest schema, in characters of JSON: compiling one takes the time of all questions. */
const MOST_CHARACTERS = 100_000;
/** How long one check may take, in milliseconds: a `pattern` can need years for one answer. */
const CHECK_MS = 1000;

/** Keywords whose check may take more than a few steps for each character of an answer. */
const SLOW_KEYWORDS = /"(?:pattern|patternProperties|uniqueItems)":/;
/** Only they are watched, because watching costs 0.1 ms. */
const mayTakeLong = new WeakSet<ValidateFunction>();

/** A value that an answer holds, or why it holds none. */
export type CheckedAnswer = { readonly value: unknown } | { readonly problem: string };

/** Compiles JSON schemas and checks answers against them. */
export class SchemaChecks {
  /** By the schema's text, because a schema from another thread is a new object each time; in the order of use. */
  readonly #compiled = new Map<string, ValidateFunction>();

  /** @throws ModelError MODEL_INVALID_ARGUMENT when it is no JSON schema */
  compile(schema: Schema): ValidateFunction {
    const key = textOf(schema);
    const known = this.#compiled.get(key);
    this.#compiled.delete(key);
    const compiled = known ?? compile(schema);
    if (SLOW_KEYWORDS.test(key)) mayTakeLong.add(compiled);
    this.#compiled.set(key, compiled);
    const [oldest] = this.#compiled.keys();
    if (this.#compiled.size > MOST_SCHEMAS && oldest !== undefined) this.#compiled.delete(oldest);
    return compiled;
  }
}

function textOf(schema: Schema): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(schema);
  } catch {
    throw invalid("it holds itself, a bigint, or more levels than JSON can have");
  }
  if (text === undefined || text.length > MOST_CHARACTERS)
    throw invalid(`it is no JSON of at most ${MOST_CHARACTERS} characters`);
  return text;
}

function compile(schema: Schema): ValidateFunction {
  // Its checks would give promises in place of truth values.
  if (schema.$async !== undefined) throw invalid("its keyword $async is no part of JSON schema");
  try {
    // One instance a schema, because an instance remembers every schema, and refuses a second one with the same `$id`.
    return new Ajv2020({ strict: false, validateFormats: false, logger: false }).compile(schema);
  } catch (error) {
    throw invalid(errorMessage(error));
  }
}

function invalid(reason: string): ModelError {
  return new ModelError("MODEL_INVALID_ARGUMENT", `schema must be a JSON schema, but ${reason}.`);
}

/** Reads an answer as JSON and checks it. Marks of a code block around it are dropped, because small models add them. */
export function checkAnswer(text: string, validate: ValidateFunction): CheckedAnswer {
  let value: unknown;
  try {
    value = JSON.parse(withoutFence(text));
  } catch {
    return { problem: `the answer is not JSON: ${shorten(text)}` };
  }
  try {
    const isValid = mayTakeLong.has(validate)
      ? withTimeLimit(() => validate(value), CHECK_MS)
      : validate(value);
    if (isValid) return { value };
  } catch (error) {
    // An answer with more levels than the stack has room for, or one for which a pattern takes too long.
    const reason = isTimeOver(error) ? `took longer than ${CHECK_MS} ms` : `failed: ${errorMessage(error)}`;
    return { problem: `its check against the schema ${reason}` };
  }
  const [error] = validate.errors ?? [];
  return { problem: `the answer does not keep to the schema: ${describe(error)}` };
}

/** Without a regular expression over the whole: it would take hours for a long answer of blank lines. */
function withoutFence(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.startsWith("```") || !trimmed.endsWith("```")) return text;
  const lineEnd = trimmed.indexOf("\n");
  const language = trimmed.slice(3, Math.max(3, lineEnd)).trim();
  return lineEnd >= 0 && (language === "" || language === "json") ? trimmed.slice(lineEnd + 1, -3) : text;
}

function describe(error: ErrorObject | undefined): string {
  return `${error?.instancePath || "the whole"} ${error?.message ?? "is wrong"}`;
}

function shorten(text: string): string {
  const one = text.replace(/\s+/g, " ").trim();
  return JSON.stringify(one.length > 60 ? `${one.slice(0, 59)}…` : one);
}
