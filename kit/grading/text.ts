import { createHash } from "node:crypto";

/** The first characters of a SHA-256, in hexadecimal. */
export const shortHash = (text: string, length = 8): string => sha256(text).slice(0, length);

export const sha256 = (content: string | Buffer): string =>
  createHash("sha256").update(content).digest("hex");

const MAX_CHARACTERS = 200;

/** Turns any text into one line of at most 200 characters, without control or broken characters. Different texts stay different. */
export function cleanLine(text: string): string {
  const clean = text
    .normalize("NFC")
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]/gu, "\uFFFD");
  const flat = clean.trim();
  if (flat === "") return `(no name ${shortHash(text)})`;
  return flat.length > MAX_CHARACTERS
    ? `${flat.slice(0, MAX_CHARACTERS - 20).toWellFormed()}… ${shortHash(text)}`
    : flat;
}
