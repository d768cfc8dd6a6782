import { createHash } from "node:crypto";

/** The first characters of a SHA-256, in hexadecimal. */
export const shortHash = (text: string, length = 8): string => sha256(text).slice(0, length);

export const sha256 = (content: string | Buffer): string =>
  createHash("sha256").update(content).digest("hex");

const MAX_CHARACTERS = 200;
/** Of a longer text no more is looked at. Its hash tells it apart. */
const MOST_CHARACTERS_READ = 1000;

/** Turns any text into one line of at most 200 characters, without control or broken characters. Different texts stay different. */
export function cleanLine(text: string): string {
  const clean = text
    .slice(0, MOST_CHARACTERS_READ)
    .normalize("NFC")
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]/gu, "\uFFFD");
  const flat = clean.trim();
  if (flat === "") return `(no name ${shortHash(text)})`;
  return flat.length > MAX_CHARACTERS || text.length > MOST_CHARACTERS_READ
    ? `${flat.slice(0, MAX_CHARACTERS - 20).toWellFormed()}… ${shortHash(text)}`
    : flat;
}

/** The most characters of a name, and of a sentence with names in it. */
const MOST_OF_NAME = 100;
const MOST_OF_SENTENCE = 500;

/** A file's name or path for a sentence: on one line, and the middle of a long one left out. */
export function shownName(name: string): string {
  const clean = printableLine(name.length > 1000 ? name.slice(0, 500) + name.slice(-500) : name);
  if (clean.length <= MOST_OF_NAME) return clean;
  return `${clean.slice(0, 60).toWellFormed()}…${clean.slice(-30).toWellFormed()}`;
}

/** A sentence of at most 500 characters on one line. */
export function shownSentence(sentence: string): string {
  const clean = printableLine(sentence.slice(0, 2 * MOST_OF_SENTENCE));
  return clean.length > MOST_OF_SENTENCE ? `${clean.slice(0, MOST_OF_SENTENCE - 1).toWellFormed()}…` : clean;
}

/** Replaces what steers a terminal, or turns the direction of what follows. */
const printableLine = (text: string): string =>
  text.toWellFormed().replace(/[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "\uFFFD");
