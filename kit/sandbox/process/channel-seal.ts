// Taken before any line of an answer, which may replace what a module hands out. The call looks up nothing that code of an answer could set. An import would
// have Node build a second face of the module, which takes longer than the module.
const { hash } = process.getBuiltinModule("node:crypto");

/** Bytes of a channel's key. */
export const KEY_BYTES = 32;
/** Bytes of a seal. */
export const SEAL_BYTES = 32;
const BLOCK_BYTES = 64;
/** Behind the block of the key stand the direction in one byte, the number in eight, and the message. */
const NUMBER_AT = BLOCK_BYTES + 1;
const MESSAGE_AT = NUMBER_AT + 8;
/** The longest message for which no memory is taken anew. */
const SHORT_BYTES = 4096;

/** What the judge sends, and what it gets. */
export type Direction = "request" | "reply";

/** The seal of a message, the first of its direction being number 0: one character for each byte. */
export type Seal = (number: number, message: Uint8Array) => string;

/**
 * Seals the messages of one direction of a channel: HMAC-SHA-256 over the direction, the message's number and its bytes. Without the key no seal can be made,
 * and no message can stand in the place of another.
 *
 * It is computed from plain hashes: an `Hmac` of Node is an object whose parts an answer can replace. The key stands in memory outside V8's heap, and not in
 * the pool that Node's buffers share.
 *
 * @param key - `KEY_BYTES` bytes. They are copied.
 */
export function channelSeal(key: Uint8Array, direction: Direction): Seal {
  const inner = keyBlock(key, 0x36, MESSAGE_AT + SHORT_BYTES);
  const outer = keyBlock(key, 0x5c, BLOCK_BYTES + SEAL_BYTES);
  inner[BLOCK_BYTES] = direction === "request" ? 1 : 2;
  return (number, message) => {
    for (let at = NUMBER_AT, rest = number; at < MESSAGE_AT; at += 1, rest = Math.floor(rest / 256))
      inner[at] = rest % 256;
    const length = MESSAGE_AT + message.length;
    const isShort = message.length <= SHORT_BYTES;
    const text = isShort ? inner.subarray(0, length) : new Uint8Array(length);
    if (!isShort) text.set(inner.subarray(0, MESSAGE_AT));
    text.set(message, MESSAGE_AT);
    const digest = hash("sha256", text, "latin1");
    // Freed memory can come back as a buffer of the answer.
    if (!isShort) text.fill(0, 0, BLOCK_BYTES);
    for (let at = 0; at < SEAL_BYTES; at += 1) outer[BLOCK_BYTES + at] = digest.charCodeAt(at);
    return hash("sha256", outer, "latin1");
  };
}

/** Memory that begins with a form of the key. V8 keeps up to 64 bytes in its own heap, and moves them about there; this is more. */
function keyBlock(key: Uint8Array, pad: number, length: number): Uint8Array {
  const block = new Uint8Array(length).fill(pad, 0, BLOCK_BYTES);
  for (let at = 0; at < KEY_BYTES; at += 1) block[at] = (key[at] as number) ^ pad;
  return block;
}
