import { SEAL_BYTES, type Seal } from "./channel-seal.ts";
import { CodecError } from "./codec/codec-error.ts";

/** The largest message that either side takes: 8 MB. */
export const maxFrameBytes = 8 * 1024 * 1024;

const LENGTH_BYTES = 4;

// An answer can hand in anything as a chunk: its bytes are taken by what it cannot set.
const { apply } = Reflect;
const { set: setBytes } = Uint8Array.prototype;
const byteLengthOf = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  "byteLength",
)?.get as () => number;

/** One message as bytes, not yet in a frame. @throws CodecError when it is too large */
export function messageBytes(message: unknown): Uint8Array {
  const bytes = Buffer.from(JSON.stringify(message));
  if (bytes.length <= maxFrameBytes) return bytes;
  throw new CodecError(
    "TOO_LARGE",
    `the value takes ${Math.ceil(bytes.length / 1048576)} MB, more than the 8 MB that may cross`,
  );
}

/**
 * Puts messages into frames: the length of the rest as an unsigned 32-bit number, the seal, then JSON.
 * @param seal - of this direction
 * @returns a function that takes messages in the order in which they are sent: a frame that is not sent breaks the channel
 */
export function frameWriter(seal: Seal): (message: Uint8Array) => Uint8Array {
  let sent = 0;
  return (message) => {
    const bytes = new Uint8Array(LENGTH_BYTES + SEAL_BYTES + message.length);
    const length = SEAL_BYTES + message.length;
    for (let at = 0; at < LENGTH_BYTES; at += 1) bytes[at] = length >>> (8 * at);
    bytes.set(message, LENGTH_BYTES + SEAL_BYTES);
    // What is sealed is what is sent, whatever becomes of the message's own bytes.
    const text = seal(sent++, bytes.subarray(LENGTH_BYTES + SEAL_BYTES));
    for (let at = 0; at < SEAL_BYTES; at += 1) bytes[LENGTH_BYTES + at] = text.charCodeAt(at);
    return bytes;
  };
}

/** What becomes of the frames of one direction. */
export interface FrameReader {
  /** The seal of this direction. */
  readonly seal: Seal;
  readonly onMessage: (message: unknown) => void;
  /** Called once, for the first bytes that the other side has not sealed, or not as its next message. Nothing is read after them. */
  readonly onForged: () => void;
}

/** Cuts a byte stream into messages. @returns a function that takes chunks, however they are cut */
export function frameReader({ seal, onMessage, onForged }: FrameReader): (chunk: Uint8Array) => void {
  let chunks: Uint8Array[] = [];
  let held = 0;
  let wanted = LENGTH_BYTES;
  let received = 0;
  let isForged = false;
  const refuse = () => {
    isForged = true;
    chunks = [];
    onForged();
  };
  return (chunk) => {
    if (isForged) return;
    const own = copyOf(chunk);
    chunks.push(own);
    held += own.length;
    // Chunks are joined when the whole message has arrived, so a long message takes linear time.
    while (!isForged && held >= wanted) {
      const all = joined(chunks, held);
      chunks = [all];
      let length = 0;
      for (let at = LENGTH_BYTES - 1; at >= 0; at -= 1) length = length * 256 + (all[at] as number);
      if (length < SEAL_BYTES || length > SEAL_BYTES + maxFrameBytes) return refuse();
      wanted = LENGTH_BYTES + length;
      if (held < wanted) return;
      const body = all.subarray(LENGTH_BYTES + SEAL_BYTES, wanted);
      if (!isSealed(all, seal(received, body))) return refuse();
      received += 1;
      chunks = [all.subarray(wanted)];
      held -= wanted;
      wanted = LENGTH_BYTES;
      onMessage(parse(body));
    }
  };
}

/** A chunk's bytes in memory of its own, where no thread can change them between the seal's test and the reading. */
function copyOf(chunk: Uint8Array): Uint8Array {
  const own = new Uint8Array(apply(byteLengthOf, chunk, []));
  apply(setBytes, own, [chunk]);
  return own;
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  if (chunks.length === 1) return chunks[0] as Uint8Array;
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function isSealed(frame: Uint8Array, seal: string): boolean {
  for (let at = 0; at < SEAL_BYTES; at += 1)
    if (frame[LENGTH_BYTES + at] !== seal.charCodeAt(at)) return false;
  return true;
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.length).toString("utf8"));
  } catch {
    throw new CodecError("BAD_MESSAGE", "a message is not JSON");
  }
}
