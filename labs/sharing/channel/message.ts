import { deserialize, serialize } from "node:v8";
import { describeValue } from "../../common/describe-value.ts";
import { errorMessage } from "../../common/error-message.ts";
import { SharingError } from "../sharing-error.ts";

/** The kinds of message: how its bytes are decoded. New memory holds 0, which is no kind. */
const BYTES = 1;
const TEXT = 2;
const STRUCTURED = 3;

/** An encoded message. */
export interface Message {
  readonly kind: number;
  readonly bytes: Uint8Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Encodes a value. Bytes stay as they are, text becomes UTF-8, and every other value is serialized as `postMessage`
 * serializes it: objects, arrays, numbers, bigints, dates, maps, sets, typed arrays, errors, cycles.
 *
 * @throws SharingError `NOT_SHAREABLE` for a value that cannot be copied (a function, a symbol, shared memory);
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
      `${describeValue(value)} cannot be copied to another thread (${errorMessage(cause)}); send plain data.`,
      { cause },
    );
  }
}

/** Decodes a message: the value, or a copy of it. */
export function decode(message: Message): unknown {
  if (message.kind === BYTES) return message.bytes;
  if (message.kind === TEXT) return decoder.decode(message.bytes);
  return decodeStructured(message.bytes);
}

/** Decodes a message that is neither bytes nor text. */
export function decodeStructured(bytes: Uint8Array): unknown {
  return deserialize(bytes);
}
