import { createHash } from "node:crypto";
import { escapeMarkup } from "../../common/escape-markup.ts";
import { card, cardConfig, fontFamily } from "../theme.ts";
import type { VegaLiteSpec } from "./spec.ts";
import { estimateTextWidth } from "./text-metrics.ts";
import { loadVega, type TextItem } from "./vega.ts";

interface SvgWords {
  readonly title: string;
  readonly description: string;
}

/**
 * Draws a Vega-Lite spec as one well-formed SVG on a card of its own, so that it reads on any page. It is one image to a
 * screen reader, with a name and a description.
 */
export async function renderSvg(spec: VegaLiteSpec, words: SvgWords): Promise<string> {
  const vega = await loadVega();
  vega.textMetrics.width = widthOfItem;
  // A copy, because Vega writes its ids onto the data.
  const compiled = vega.compile(structuredClone(spec), { config: cardConfig });
  const view = new vega.View(vega.parse(compiled.spec), { renderer: "none" });
  try {
    return withoutForbiddenCharacters(onCard(await view.toSVG(), words, identityOf(spec)));
  } finally {
    view.finalize();
  }
}

// Where none of the house fonts is installed, a wider one (DejaVu, Verdana) steps in, and still nothing may be clipped.
const widerFonts = 1.15;

function widthOfItem(item: TextItem, text: unknown): number {
  const bold = item.fontWeight === "bold" || Number(item.fontWeight) >= 600;
  return widerFonts * estimateTextWidth(String(text ?? ""), item.fontSize ?? 11, bold);
}

/** Replaces Vega's root element by ours: same size, a name, a description and the card. */
function onCard(svg: string, words: SvgWords, id: string): string {
  const [opening] = svg.match(/<svg[^>]*>/) ?? [];
  const size = opening?.match(/width="([\d.]+)" height="([\d.]+)"/);
  if (!opening || !size) throw new Error("Vega's SVG has no size: was it made by another version of Vega?");
  const [width, height] = [Math.ceil(Number(size[1])), Math.ceil(Number(size[2]))];
  const body = svg.slice(svg.indexOf(opening) + opening.length).replace(/<[^>]+>/g, withoutRepetition);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` role="img" aria-labelledby="${id}-title ${id}-desc" font-family="${escapeMarkup(fontFamily)}" style="max-width:100%;height:auto">`,
    `<title id="${id}-title">${escapeMarkup(words.title)}</title>`,
    `<desc id="${id}-desc">${escapeMarkup(words.description)}</desc>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="${card.radius}" fill="${card.fill}" stroke="${card.stroke}"/>`,
    body,
  ].join("");
}

/** The roles of Vega's groups say nothing inside one described image, and the one font is said once, at the root. */
function withoutRepetition(tag: string): string {
  return tag.replace(/ (?:role|aria-[a-z]+|class|pointer-events|font-family)="[^"]*"/g, "");
}

/** Two charts on one page must not share ids; the same chart keeps its own, so that notebooks stay byte-for-byte stable. */
function identityOf(spec: VegaLiteSpec): string {
  return `chart-${createHash("sha256").update(JSON.stringify(spec)).digest("hex").slice(0, 10)}`;
}

/** XML 1.0 has no way to write most control characters and lone surrogates, not even escaped; names may hold them. */
function withoutForbiddenCharacters(xml: string): string {
  return Array.from(xml.toWellFormed(), (character) =>
    character >= " " || character === "\n" || character === "\t" ? character : " ",
  ).join("");
}
