import { deserialize, serialize } from "node:v8";
import { describeValue } from "../../common/describe-value.ts";
import { SharingError } from "../sharing-error.ts";

/** How the bytes of a message are to be read. 0 is kept for "no message" (see `Ring`). */
const BYTES = 1;
const TEXT = 2;
const STRUCTURED = 3;

/** A message as it lies in shared memory. */
export interface Message {
  readonly kind: number;
  readonly bytes: Uint8Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * A value as bytes. Bytes stay as they are and text becomes UTF-8; everything else takes the form in which
 * `postMessage` would copy it: objects, arrays, numbers, bigints, dates, maps, sets, typed arrays, errors, cycles.
 *
 * @throws SharingError `NOT_SHAREABLE` for what cannot be copied (functions, symbols, shared memory);
 *   `INVALID_ARGUMENT` for `undefined`, which would look like "nothing received"
 */
export function encode(value: unknown): Message {
  if (value instanceof Uint8Array) return { kind: BYTES, bytes: value };
  if (typeof value === "string") return { kind: TEXT, bytes: encoder.encode(value) };
  if (value === undefined) {
    throw new SharingError("INVALID_ARGUMENT", "undefined cannot be sent; send null instead.");
  }
  try {
    return { kind: STRUCTURED, bytes: serialize(value) };
  } catch (cause) {
    throw new SharingError(
      "NOT_SHAREABLE",
      `${describeValue(value)} cannot be copied to another thread (${(cause as Error).message}); send plain data.`,
      { cause },
    );
  }
}

/** The value that `encode` was given, or its copy. */
export function decode(message: Message): unknown {
  if (message.kind === BYTES) return message.bytes;
  if (message.kind === TEXT) return decoder.decode(message.bytes);
  return decodeStructured(message.bytes);
}

/** The value of a message that is neither bytes nor text. */
export function decodeStructured(bytes: Uint8Array): unknown {
  return deserialize(bytes);
}
