import { Deserializer, Serializer } from "node:v8";

/** The length of a message stands before it, as an unsigned 32-bit number in little-endian order. */
export const HEAD_BYTES = 4;

/** Longer messages are refused, because such a length more likely comes from bytes that are no message. */
const LONGEST_FRAME = 2 ** 30;

/**
 * A message as bytes, as structured clone copies it. Unlike `process.send`, which turns some objects that cannot be
 * copied into `{}`, it throws for them; and the receiver can catch the error of damaged bytes.
 *
 * @throws Error when something in the message cannot be copied
 */
export function encodeFrame(message: unknown): Buffer {
  const serializer = new Serializer();
  serializer.writeRawBytes(Buffer.alloc(HEAD_BYTES));
  serializer.writeHeader();
  serializer.writeValue(message);
  const frame = serializer.releaseBuffer();
  const length = frame.length - HEAD_BYTES;
  if (length > LONGEST_FRAME) throw new RangeError(`it is ${length} bytes long; 1 GiB is the most`);
  frame.writeUInt32LE(length, 0);
  return frame;
}

/** Joins the pieces that a pipe delivers into messages. */
export class FrameReader {
  /** The length of the latest message, in bytes. */
  bytes = 0;
  #pieces: Buffer[] = [];
  #size = 0;

  /**
   * Takes the next piece; returns the messages that are now complete.
   *
   * @throws Error when the bytes are no message
   */
  *push(piece: Buffer): Generator<unknown> {
    // Assigned by index, because an agent may replace `Array.prototype.push`.
    this.#pieces[this.#pieces.length] = piece;
    this.#size += piece.length;
    for (let frame = this.#take(); frame !== undefined; frame = this.#take()) {
      this.bytes = frame.length;
      const deserializer = new Deserializer(frame);
      deserializer.readHeader();
      yield deserializer.readValue();
    }
  }

  #take(): Buffer | undefined {
    if (this.#size < HEAD_BYTES) return undefined;
    const [first] = this.#pieces;
    if (first === undefined || first.length < HEAD_BYTES) this.#join();
    const length = (this.#pieces[0] as Buffer).readUInt32LE(0);
    if (length > LONGEST_FRAME) throw new RangeError(`a message of ${length} bytes`);
    const end = HEAD_BYTES + length;
    if (this.#size < end) return undefined;
    // Joined only when complete, so that a long message is not copied again for each of its pieces.
    this.#join();
    const all = this.#pieces[0] as Buffer;
    this.#pieces = all.length > end ? [all.subarray(end)] : [];
    this.#size -= end;
    return all.subarray(HEAD_BYTES, end);
  }

  #join(): void {
    if (this.#pieces.length > 1) this.#pieces = [Buffer.concat(this.#pieces)];
  }
}
