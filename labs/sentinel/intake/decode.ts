/** How the bytes of a source are to be read. */
export type Encoding = "utf8" | "utf16le" | "utf16be" | "latin1";

/** By the byte order mark, else by where the zero bytes of the first bytes stand: in UTF-16 they are every second one. */
export function encodingOf(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf16be";
  const length = Math.min(head.length, 512) & ~1;
  if (length < 8) return "utf8";
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (head[i] === 0) even++;
    if (head[i + 1] === 0) odd++;
  }
  if (odd > length * 0.35 && even < length * 0.05) return "utf16le";
  if (even > length * 0.35 && odd < length * 0.05) return "utf16be";
  return "utf8";
}

/** A line of more than a tenth of control characters is no text. */
export function isBinary(line: string): boolean {
  const length = Math.min(line.length, 400);
  let odd = 0;
  for (let i = 0; i < length; i++) {
    const code = line.charCodeAt(i);
    if (
      code === 0xfffd ||
      code === 0 ||
      (code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 27)
    )
      odd++;
  }
  return odd > length * 0.1;
}
