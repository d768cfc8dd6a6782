import { fit } from "./text-layout.ts";

/**
 * Widths of characters in em, rounded up: the advance widths of Helvetica and metrically equal fonts. Other characters
 * have 0.57 em.
 *
 * They replace Vega's own estimate, which is used where there is no canvas: it counts 0.8 em for every character, half as
 * much again as a sans-serif font needs, so that legends have gaps and labels are cut too early.
 */
const WIDTHS: readonly (readonly [characters: RegExp, em: number])[] = [
  [/[ijl'|.,:;!·]/, 0.26],
  [/[ ftrI()[\]/\\-]/, 0.32],
  [/[ckszxyvJ"]/, 0.5],
  [/[mMW%@—…]/, 0.9],
  [/[wA-HK-LN-VX-Z&✕×+<>=]/, 0.7],
  [
    /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u,
    1.05,
  ],
];

/** The width of a line of text in the theme's font, in pixels. */
export function estimateTextWidth(text: string, fontSize: number, bold = false): number {
  let em = 0;
  for (const character of text) em += WIDTHS.find(([pattern]) => pattern.test(character))?.[1] ?? 0.57;
  return em * fontSize * (bold ? 1.07 : 1);
}

/** Bold text in lines of at most `pixels` pixels, for a Vega-Lite title. */
export function wrapToPixels(text: string, pixels: number, fontSize: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && roomFor([longer], fontSize, true) <= pixels) lines[lines.length - 1] = longer;
    else lines.push(fit(word, Math.floor(pixels / fontSize / 0.65)));
  }
  return lines;
}

/** The pixels to reserve for the widest of the texts. A host's font may be a fifth wider than the estimate. */
export function roomFor(texts: readonly string[], fontSize: number, bold = false): number {
  return Math.ceil(1.2 * Math.max(0, ...texts.map((text) => estimateTextWidth(text, fontSize, bold))));
}
