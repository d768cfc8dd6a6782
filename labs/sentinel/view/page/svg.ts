import { escapeMarkup } from "../../../common/escape-markup.ts";
import { estimateTextWidth } from "../../../dashboard/index.ts";
import { printable } from "../printable.ts";

/** A number for an attribute, short. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A text that fits into so many pixels, escaped; a longer one ends in "…". A reader's font may be wider than the estimate. */
export function fitted(value: string, pixels: number, fontSize: number): string {
  const characters = [...printable(value)];
  const isTooWide = () => 1.15 * estimateTextWidth(characters.join(""), fontSize) > pixels;
  if (!isTooWide()) return escapeMarkup(characters.join(""));
  while (characters.length > 1 && isTooWide()) characters.pop();
  return escapeMarkup(`${characters.slice(0, -1).join("")}…`);
}

/** A picture with its words, for a width in pixels. */
export function picture(content: string, width: number, height: number, label: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeMarkup(printable(label))}">${content}</svg>`;
}

/** Round values for an axis from 0 to at least `most`, at most five. */
export function ticksUpTo(most: number): readonly number[] {
  if (!(most > 0)) return [0, 1];
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((one) => one * power >= rough) ?? 10) * power;
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, i) => i * step);
}
