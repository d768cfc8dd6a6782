import { CodecError } from "./codec/codec-error.ts";

/** The largest message that either side takes: 8 MB. */
export const maxFrameBytes = 8 * 1024 * 1024;

/** One message as bytes: its length as an unsigned 32-bit number, then JSON. @throws CodecError when it is too large. */
export function frame(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message));
  if (body.length > maxFrameBytes) {
    throw new CodecError(
      "TOO_LARGE",
      `the value takes ${Math.ceil(body.length / 1048576)} MB, more than the 8 MB that may cross`,
    );
  }
  const bytes = Buffer.allocUnsafe(body.length + 4);
  bytes.writeUInt32LE(body.length, 0);
  body.copy(bytes, 4);
  return bytes;
}

/**
 * Cuts a byte stream into messages.
 * @returns a function that takes chunks. It throws CodecError when the bytes are not messages.
 */
export function frameReader(onMessage: (message: unknown) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let held = 0;
  let wanted = 4;
  const take = (): Buffer => {
    const all = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
    chunks = [all];
    return all;
  };
  return (chunk) => {
    chunks.push(chunk);
    held += chunk.length;
    // Chunks are joined when the whole message has arrived, so a long message takes linear time.
    while (held >= wanted) {
      const all = take();
      const length = all.readUInt32LE(0);
      if (length > maxFrameBytes)
        throw new CodecError("TOO_LARGE", "a message of more than 8 MB was announced");
      wanted = length + 4;
      if (held < wanted) return;
      const body = all.subarray(4, wanted);
      chunks = [all.subarray(wanted)];
      held -= wanted;
      wanted = 4;
      onMessage(parse(body));
    }
  };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new CodecError("BAD_MESSAGE", "a message is not JSON");
  }
}
