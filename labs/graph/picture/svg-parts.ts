import { escapeMarkup } from "../../common/escape-markup.ts";
import { estimateTextWidth } from "../../dashboard/index.ts";

/** Lines of edges that were not taken: pale, with a contrast of at least 3:1 on light and dark cards. */
export const PALE_OPACITY = 0.55;

/** A number for an attribute, short. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The pixels to keep for a line of text. A reader's font may be a fifth wider than the estimate. */
export function roomForText(text: string, fontSize: number, bold = false): number {
  return Math.ceil(1.2 * estimateTextWidth(text, fontSize, bold));
}

/** A text that fits into so many pixels, escaped; the whole text when it fits. */
export function fitted(text: string, pixels: number, fontSize: number, bold = false): string {
  if (roomForText(text, fontSize, bold) <= pixels) return escapeMarkup(text);
  const short = [...text];
  while (short.length > 1 && roomForText(`${short.join("")}…`, fontSize, bold) > pixels) short.pop();
  return escapeMarkup(`${short.join("")}…`);
}

/** A sentence in lines of at most so many pixels; a longer word is broken. */
export function wrapText(text: string, pixels: number, fontSize: number, bold = false): readonly string[] {
  const lines: string[] = [];
  const fits = (line: string) => roomForText(line, fontSize, bold) <= pixels;
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && fits(longer)) {
      lines[lines.length - 1] = longer;
      continue;
    }
    lines.push("");
    for (const character of word) {
      if (lines.at(-1) !== "" && !fits(`${lines.at(-1)}${character}`)) lines.push("");
      lines[lines.length - 1] += character;
    }
  }
  return lines;
}

/** A part of a picture, drawn from 0,0. */
export interface Part {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}
