import { deserialize, serialize } from "node:v8";
import type { Copy } from "../../common/copy/copy.ts";
import { readCopy } from "../../common/copy/read-copy.ts";
import { UncopyableError } from "../../common/copy/uncopyable-error.ts";
import { explainUncopyable, writeCopy } from "../../common/copy/write-copy.ts";
import { errorMessage } from "../../common/error-message.ts";
import { SharingError } from "../sharing-error.ts";

/** The kinds of message: how its bytes are decoded. New memory holds 0, which is no kind. */
const BYTES = 1;
const TEXT = 2;
const STRUCTURED = 3;
const BUFFER = 4;
/** A value with parts that structured clone would lose, and those parts. */
const COPY = 5;

/** An encoded message. */
export interface Message {
  readonly kind: number;
  readonly bytes: Uint8Array;
}

const encoder = new TextEncoder();
// Without the option, a byte order mark at the begin of a text would be cut off.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Encodes a value. Bytes stay as they are, text becomes UTF-8, and every other value is serialized as `postMessage`
 * serializes it: objects, arrays, numbers, bigints, dates, maps, sets, typed arrays, cycles. Beyond that, errors keep their fields
 * and causes, and a `Buffer` stays one.
 *
 * @throws SharingError `NOT_SHAREABLE` for a value that cannot be copied whole, by the place and class of what is in it: a function, a
 *   symbol, shared memory, an object of a class; `INVALID_ARGUMENT` for `undefined`, which would look like "nothing received"
 */
export function encode(value: unknown): Message {
  if (value instanceof Uint8Array) {
    const prototype: unknown = Object.getPrototypeOf(value);
    // Bytes that were handed on to another thread are gone, and their length is 0; `writeCopy` refuses them.
    const isThere = value.length > 0 || !(value.buffer as ArrayBuffer).detached;
    if (prototype === Uint8Array.prototype && isThere) return { kind: BYTES, bytes: value };
    if (prototype === Buffer.prototype && isThere) return { kind: BUFFER, bytes: value };
  }
  // UTF-8 cannot hold half of a surrogate pair.
  if (typeof value === "string" && value.isWellFormed()) return { kind: TEXT, bytes: encoder.encode(value) };
  if (value === undefined) {
    throw new SharingError("INVALID_ARGUMENT", "undefined cannot be sent; send null instead.");
  }
  try {
    const copy = writeCopy(value, "message");
    return copy.parts === undefined
      ? { kind: STRUCTURED, bytes: serialize(copy.value) }
      : { kind: COPY, bytes: serialize(copy) };
  } catch (error) {
    throw notShareable(value, error);
  }
}

function notShareable(value: unknown, error: unknown): SharingError {
  const cause = UncopyableError.is(error) ? error : (explainUncopyable(value, "message", {}) ?? error);
  const instead = UncopyableError.is(cause) ? cause.instead : "plain data";
  const text = `A message cannot be copied to another thread (${errorMessage(cause)}); send ${instead} instead.`;
  return new SharingError("NOT_SHAREABLE", text, { cause });
}

/** Decodes a message: the value, or a copy of it. */
export function decode(message: Message): unknown {
  const { kind, bytes } = message;
  switch (kind) {
    case BYTES:
      return bytes;
    case BUFFER:
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    case TEXT:
      return decoder.decode(bytes);
    case COPY:
      return readCopy(deserialize(bytes) as Copy);
    default:
      return deserialize(bytes);
  }
}
