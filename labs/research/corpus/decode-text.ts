/** A file's text and the encoding in which its bytes were read. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
}

/** How many bytes are searched for the signs of a binary file; git looks at as many. */
const LOOKED_AT = 8000;

/**
 * Decodes a file: by its byte order mark, else as UTF-8, else as windows-1252, the commonest of the older encodings.
 *
 * @returns `undefined` for a binary file: one with control characters that no text has
 */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(bytes, "utf-16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoded(bytes, "utf-16be");
  if (bytes.subarray(0, LOOKED_AT).some(isBinary)) return undefined;
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    return decoded(bytes, "windows-1252");
  }
}

function decoded(bytes: Uint8Array, encoding: DecodedText["encoding"]): DecodedText {
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}

/** Whether a byte is a control character other than tab, line feed, form feed, carriage return and escape. */
function isBinary(byte: number): boolean {
  return byte < 9 || (byte > 13 && byte < 32 && byte !== 27);
}
