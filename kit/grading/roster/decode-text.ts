/**
 * Decodes the bytes of a text file that a spreadsheet may have saved: UTF-8 or UTF-16 of either byte order, with or without a byte
 * order mark, else Windows-1252, which Excel calls "CSV" in Western Europe and America.
 */
export function decodeText(bytes: Uint8Array): string {
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) return new TextDecoder(utf16).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** How many bytes are looked at for zeros. */
const SAMPLE_BYTES = 4096;

/** The byte order of UTF-16. Without a mark it is known by the zeros: every second byte of ASCII characters is one. */
function utf16Of(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries())
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const most = Math.max(even, odd);
  if (most < sample.length / 4 || Math.min(even, odd) > most / 8) return undefined;
  return odd > even ? "utf-16le" : "utf-16be";
}
