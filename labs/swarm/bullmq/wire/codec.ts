import { deserialize, serialize } from "node:v8";

/**
 * A value as text for a queue, as structured clone copies it: BigInts, typed arrays, Maps, Sets, dates and errors with their
 * causes stay what they are, which JSON would lose.
 *
 * @throws Error when something in it cannot be copied
 */
export function encode(value: unknown): string {
  return serialize(value).toString("base64");
}

/** Throws when the text is no encoded value. */
export function decode<T>(text: string): T {
  return deserialize(Buffer.from(text, "base64")) as T;
}
