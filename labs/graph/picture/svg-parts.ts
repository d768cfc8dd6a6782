import { escapeMarkup } from "../../common/escape-markup.ts";
import { estimateTextWidth } from "../../dashboard/index.ts";

/** A number for an attribute, short. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A text that fits into so many pixels, escaped; the whole text when it fits. */
export function fitted(text: string, pixels: number, fontSize: number): string {
  if (estimateTextWidth(text, fontSize) <= pixels) return escapeMarkup(text);
  let short = text;
  while (short.length > 1 && estimateTextWidth(`${short}…`, fontSize) > pixels) short = short.slice(0, -1);
  return escapeMarkup(`${short}…`);
}

/** A part of a picture, drawn from 0,0. */
export interface Part {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}
