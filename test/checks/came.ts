import { inspect } from "node:util";
import { assert } from "vitest";

/** Longer values are cut. */
const MOST_CHARACTERS = 200;

/** What came from an answer, as feedback shows it. It may be anything: no code of the answer runs here, and nothing throws. */
export function inWords(value: unknown): string {
  const text = inspect(value, {
    depth: 3,
    breakLength: Number.POSITIVE_INFINITY,
    maxArrayLength: 8,
    maxStringLength: MOST_CHARACTERS,
    customInspect: false,
    getters: false,
  });
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
}

/** A list that came from an answer. @param what - the value in words, such as "benchmark() gives the rows. They" */
export function listIn(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) assert.fail(`${what} should be a list, and came: ${inWords(value)}.`);
  return value;
}

/** An object that came from an answer, with fields that are still unknown. */
export function objectIn(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    assert.fail(`${what} should be an object, and came: ${inWords(value)}.`);
  return value as Record<string, unknown>;
}

/** A list of objects that came from an answer. @param one - one of them in words, such as "A row" */
export function objectsIn(
  value: unknown,
  what: string,
  one: string,
): readonly Readonly<Record<string, unknown>>[] {
  return listIn(value, what).map((item, at) => objectIn(item, `${one} (number ${at} of the list)`));
}

/** A number that came from an answer. */
export function numberIn(value: unknown, what: string): number {
  if (typeof value !== "number" || Number.isNaN(value))
    assert.fail(`${what} should be a number, and came: ${inWords(value)}.`);
  return value;
}

/** A list of numbers that came from an answer. */
export function numbersIn(value: unknown, what: string): readonly number[] {
  return listIn(value, what).map((item, at) => numberIn(item, `${what.replace(/\bIt$/, "Its")} item ${at}`));
}

/** A text that came from an answer. */
export function textIn(value: unknown, what: string): string {
  if (typeof value !== "string") assert.fail(`${what} should be a text, and came: ${inWords(value)}.`);
  return value;
}

/** The message of what an answer threw, or keeps as an error. It may be anything. */
export function messageIn(error: unknown): string {
  if (typeof error === "object" && error !== null && "message" in error && typeof error.message === "string")
    return error.message;
  return typeof error === "string" ? error : inWords(error);
}
