/**
 * One pass over a line: a hash of what stays, and the numbers that vary. A word with a digit, or of eight or more hexadecimal letters,
 * varies: counts, ids, addresses, versions, times. The hash of the words that stay finds the template without a string being made.
 */
export interface LineScanner {
  /** Hash of the line's shape, 53 bits. Lines that differ only in what varies have the same. */
  scan(text: string): number;
  /** How many words varied, at most {@link MOST_VALUES}. */
  readonly count: number;
  /** Their numbers, as far as they are numbers with a unit or without; else NaN. */
  readonly values: Float64Array;
}

/** Characters that are read; what follows says little about what kind of line it is. */
export const LONGEST_SCAN = 600;
export const MOST_VALUES = 12;

const DELIMITER = 1;
const DIGIT = 2;
const HEX_LETTER = 4;
export const CHARACTER_CLASS = new Uint8Array(128);
for (const character of " \t\n\r=,;:()[]{}\"'/|<>&?@#+`")
  CHARACTER_CLASS[character.charCodeAt(0)] = DELIMITER;
for (const character of "0123456789") CHARACTER_CLASS[character.charCodeAt(0)] = DIGIT;
for (const character of "abcdefABCDEF") CHARACTER_CLASS[character.charCodeAt(0)] = HEX_LETTER;

const WILDCARD = 0x2a;
const LEAST_HEX_LETTERS = 8;
/** Letters of a unit: "ms", "MiB", "days" are units; "th5f" is none. */
const LONGEST_UNIT = 4;

export function createLineScanner(): LineScanner {
  const values = new Float64Array(MOST_VALUES);
  return {
    values,
    count: 0,
    scan(text) {
      const length = text.length < LONGEST_SCAN ? text.length : LONGEST_SCAN;
      let low = 0x811c9dc5;
      let high = 0x1b873593;
      let count = 0;
      for (let i = 0; i < length; ) {
        const lowBefore = low;
        const highBefore = high;
        let hasDigit = false;
        let onlyHex = true;
        const start = i;
        let code = 0;
        for (; i < length; i++) {
          code = text.charCodeAt(i);
          const kind = code < 128 ? (CHARACTER_CLASS[code] as number) : 0;
          if (kind === DELIMITER) break;
          if (kind === DIGIT) hasDigit = true;
          else if (kind !== HEX_LETTER) onlyHex = false;
          low = Math.imul(low ^ code, 0x01000193);
          high = Math.imul(high ^ code, 0x85ebca6b);
        }
        if (i > start && (hasDigit || (onlyHex && i - start >= LEAST_HEX_LETTERS))) {
          low = Math.imul(lowBefore ^ WILDCARD, 0x01000193);
          high = Math.imul(highBefore ^ WILDCARD, 0x85ebca6b);
          if (count < MOST_VALUES) values[count++] = numberIn(text, start, i);
        }
        if (i < length) {
          low = Math.imul(low ^ code, 0x01000193);
          high = Math.imul(high ^ code, 0x85ebca6b);
          i++;
        }
      }
      (this as { count: number }).count = count;
      return (low >>> 0) * 2097152 + (high >>> 11);
    },
  };
}

/** The number at the beginning of a word, when nothing but a short unit follows it. */
function numberIn(text: string, start: number, end: number): number {
  let i = start;
  const isNegative = text.charCodeAt(i) === 45;
  if (isNegative) i++;
  let value = 0;
  let digits = 0;
  for (; i < end; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
    digits++;
  }
  if (digits === 0 || digits > 15) return Number.NaN;
  if (i < end && text.charCodeAt(i) === 46) {
    let scale = 0.1;
    for (i++; i < end; i++) {
      const digit = text.charCodeAt(i) - 48;
      if (digit < 0 || digit > 9) break;
      value += digit * scale;
      scale /= 10;
    }
  }
  if (end - i > LONGEST_UNIT) return Number.NaN;
  for (; i < end; i++) {
    const code = text.charCodeAt(i);
    const isUnit =
      code === 37 || code === 46 || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 181;
    if (!isUnit) return Number.NaN;
  }
  return isNegative ? -value : value;
}
