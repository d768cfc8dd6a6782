import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { ModelError } from "../../agents/index.ts";
import { errorMessage } from "../../common/error-message.ts";

type Schema = Readonly<Record<string, unknown>>;

/** How many compiled schemas are kept. */
const MOST_SCHEMAS = 100;

/** A value that an answer holds, or why it holds none. */
export type CheckedAnswer = { readonly value: unknown } | { readonly problem: string };

/** Compiles JSON schemas and checks answers against them. */
export class SchemaChecks {
  /** By the schema's text, because a schema from another thread is a new object each time; in the order of use. */
  readonly #compiled = new Map<string, ValidateFunction>();

  /** @throws ModelError MODEL_INVALID_ARGUMENT when the schema is none */
  compile(schema: Schema): ValidateFunction {
    const key = JSON.stringify(schema);
    const known = this.#compiled.get(key);
    this.#compiled.delete(key);
    const compiled = known ?? compile(schema);
    this.#compiled.set(key, compiled);
    const [oldest] = this.#compiled.keys();
    if (this.#compiled.size > MOST_SCHEMAS && oldest !== undefined) this.#compiled.delete(oldest);
    return compiled;
  }
}

function compile(schema: Schema): ValidateFunction {
  try {
    // One instance a schema, because an instance remembers every schema, and refuses a second one with the same `$id`.
    return new Ajv2020({ strict: false, validateFormats: false, logger: false }).compile(schema);
  } catch (error) {
    throw new ModelError(
      "MODEL_INVALID_ARGUMENT",
      `schema must be a JSON schema, but ${errorMessage(error)}.`,
    );
  }
}

/** Reads an answer as JSON and checks it. Marks of a code block around it are dropped, because small models add them. */
export function checkAnswer(text: string, validate: ValidateFunction): CheckedAnswer {
  let value: unknown;
  try {
    value = JSON.parse(withoutFence(text));
  } catch {
    return { problem: `the answer is not JSON: ${shorten(text)}` };
  }
  if (validate(value)) return { value };
  const [error] = validate.errors ?? [];
  return { problem: `the answer does not keep to the schema: ${describe(error)}` };
}

function withoutFence(text: string): string {
  return /^\s*```(?:json)?\s*\n([\s\S]*?)\n?\s*```\s*$/.exec(text)?.[1] ?? text;
}

function describe(error: ErrorObject | undefined): string {
  return `${error?.instancePath || "the whole"} ${error?.message ?? "is wrong"}`;
}

function shorten(text: string): string {
  const one = text.replace(/\s+/g, " ").trim();
  return JSON.stringify(one.length > 60 ? `${one.slice(0, 59)}…` : one);
}
