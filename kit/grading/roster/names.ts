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
