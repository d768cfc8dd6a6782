import { oneLine } from "../../common/one-line.ts";

/** No name of a person is longer. Of a longer text no more is compared. */
const MOST_CHARACTERS_COMPARED = 1000;
const compared = (text: string) => text.slice(0, MOST_CHARACTERS_COMPARED);

/** A text without differences of case and of Unicode's composition. */
export const folded = (text: string) => oneLine(compared(text).normalize("NFC")).toLowerCase();

/** The letters and digits of a name, as Canvas writes it into file names. */
export const letters = (text: string) =>
  compared(text)
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/** The forms of a name: "Doe, Jane" is also "Jane Doe". */
export function namesOf(name: string): string[] {
  const [last = "", first] = name.split(",");
  return first === undefined ? [folded(name)] : [folded(name), folded(`${first} ${last}`)];
}

/** Letters that no accent explains. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: "ss",
  ø: "o",
  æ: "ae",
  œ: "oe",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

/** A name without accents, apostrophes, hyphens and the order of its parts: the same for "O'Hara, José" and "Jose OHara". */
export function looseName(name: string): string {
  const plain = compared(name)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ßøæœłđðþı]/g, (letter) => PLAIN[letter] ?? letter)
    .replace(/['’‘`´ʼ.]/g, "");
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).toSorted().join(" ");
}

/** Whether two names differ by a slip of the pen: one letter more, less, other, or two swapped, in a name of at least six letters. */
export function isNearName(a: string, b: string): boolean {
  const [one, two] = [looseName(a), looseName(b)];
  if (Math.min(one.length, two.length) < 6 || Math.abs(one.length - two.length) > 1) return false;
  return distance(one, two) <= 1;
}

/** Damerau's distance of two short texts: letters to add, remove, replace or swap with their neighbour. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
