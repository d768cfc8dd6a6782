import { stripVTControlCharacters } from "node:util";

export const LONGEST_TEXT = 4096;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const CONTROLS = /[\u0000-\u001f\u007f\u2028\u2029]+/gu;

/** A message as one line: without a terminal's colours and control characters, cut at 4,096 characters. */
export function cleanText(text: string): string {
  const cut = text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text;
  if (!hasControl(cut)) return cut;
  return stripVTControlCharacters(cut).replace(CONTROLS, " ").trim();
}

const LONGEST_NAME = 200;
// A name that turns the direction of writing shows as another one.
const DIRECTIONS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** The name of a service as one short word of a line; empty where nothing of it is left. */
export function cleanName(name: string): string {
  return cleanText(name.slice(0, LONGEST_NAME)).replace(DIRECTIONS, "").trim();
}

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 32 || code === 127 || code === 0x9b || code === 0x2028 || code === 0x2029) return true;
  }
  return false;
}
