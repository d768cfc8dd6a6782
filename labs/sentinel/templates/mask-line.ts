import { CHARACTER_CLASS, LONGEST_SCAN, MOST_VALUES } from "./scan-line.ts";

/** What stands for a word that varies. */
export const WILDCARD = "<*>";

/** A word that varies and holds a number, and what the line says about it. */
export interface Slot {
  /** Which of the numbers of the scanner. */
  readonly index: number;
  /** The word before it, as "latency" in `latency=12ms`. */
  readonly name: string;
  /** "ms" in `12ms` and in `12 ms`; empty where there is none. */
  readonly unit: string;
}

const WORD = /[^\s=,;:()[\]{}"'/|<>&?@#+`]+/gu;
const VARIES = /\d|^[a-f]{8,}$/iu;
const NUMBER = /^-?\d{1,15}(?:\.\d*)?(?<unit>[%a-zA-Zµ.]{0,4})$/u;

/** A line with a wildcard for each word that varies, and its numbers. Slow beside the scanner, and made of the same rules. */
export function maskLine(text: string): { readonly masked: string; readonly slots: readonly Slot[] } {
  const slots: Slot[] = [];
  let index = 0;
  let before = "";
  const head = text.slice(0, LONGEST_SCAN);
  const masked = head.replace(WORD, (word, offset: number) => {
    if (!VARIES.test(word)) {
      before = word;
      return word;
    }
    const unit = NUMBER.exec(word)?.groups?.unit;
    if (unit !== undefined && index < MOST_VALUES) {
      const next = /^[ ]([a-zA-Zµ%]+)/u.exec(
        head.slice(offset + word.length, offset + word.length + 20),
      )?.[1];
      slots.push({ index, name: before.toLowerCase(), unit: unit.replace(/\.+$/, "") || (next ?? "") });
      index++;
      return `${WILDCARD}${unit}`;
    }
    index++;
    return WILDCARD;
  });
  return { masked, slots };
}

/** Whether a character ends a word. */
export function isDelimiter(code: number): boolean {
  return code < 128 && CHARACTER_CLASS[code] === 1;
}
