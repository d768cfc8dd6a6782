import { createHash } from "node:crypto";
import { escapeMarkup } from "../../common/escape-markup.ts";
import { card, cardConfig, fontFamily } from "../theme.ts";
import type { VegaLiteSpec } from "./spec.ts";
import { estimateTextWidth } from "./text-metrics.ts";
import { loadVega, type TextItem } from "./vega.ts";

/** The name and the description of an SVG. */
interface SvgTexts {
  readonly title: string;
  readonly description: string;
}

/**
 * Draws a Vega-Lite spec as one well-formed SVG with a light background, so that it is legible on every page. A screen
 * reader sees one image with a name and a description.
 */
export async function renderSvg(spec: VegaLiteSpec, texts: SvgTexts): Promise<string> {
  const vega = await loadVega();
  vega.textMetrics.width = widthOfItem;
  // Vega-Lite gets a copy, because it writes ids into the data.
  const compiled = vega.compile({ ...structuredClone(spec), config: cardConfig }, { config: {} });
  const view = new vega.View(vega.parse(compiled.spec), { renderer: "none" });
  try {
    return withoutForbiddenCharacters(onCard(await view.toSVG(), texts, identityOf(spec)));
  } finally {
    view.finalize();
  }
}

/** A fallback font (DejaVu, Verdana) may be this much wider than the fonts of the theme. */
const FALLBACK_FONT_FACTOR = 1.15;

function widthOfItem(item: TextItem, text: unknown): number {
  const bold = item.fontWeight === "bold" || Number(item.fontWeight) >= 600;
  return FALLBACK_FONT_FACTOR * estimateTextWidth(String(text ?? ""), item.fontSize ?? 11, bold);
}

/** Replaces Vega's root element with one of the same size that has a name, a description and a background. */
function onCard(svg: string, texts: SvgTexts, id: string): string {
  const [opening] = svg.match(/<svg[^>]*>/) ?? [];
  const size = opening?.match(/width="([\d.]+)" height="([\d.]+)"/);
  if (!opening || !size) throw new Error("Vega's SVG has no size: was it made by another version of Vega?");
  const [width, height] = [Math.ceil(Number(size[1])), Math.ceil(Number(size[2]))];
  const body = svg
    .slice(svg.indexOf(opening) + opening.length)
    .replace(/<[^>]+>/g, withoutRedundantAttributes);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` role="img" aria-labelledby="${id}-title ${id}-desc" font-family="${escapeMarkup(fontFamily)}" style="max-width:100%;height:auto">`,
    `<title id="${id}-title">${escapeMarkup(texts.title)}</title>`,
    `<desc id="${id}-desc">${escapeMarkup(texts.description)}</desc>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="${card.radius}" fill="${card.fill}" stroke="${card.stroke}"/>`,
    body,
  ].join("");
}

/** Removes from a tag the roles, which are useless inside one described image, and the font, which the root names. */
function withoutRedundantAttributes(tag: string): string {
  return tag.replace(/ (?:role|aria-[a-z]+|class|pointer-events|font-family)="[^"]*"/g, "");
}

/** An id for the SVG: different for two charts on one page, and always the same for one chart, so that notebooks are stable. */
function identityOf(spec: VegaLiteSpec): string {
  return `chart-${createHash("sha256").update(JSON.stringify(spec)).digest("hex").slice(0, 10)}`;
}

/** Replaces control characters and lone surrogates, which XML 1.0 forbids even when escaped; agents' names may contain them. */
function withoutForbiddenCharacters(xml: string): string {
  return Array.from(xml.toWellFormed(), (character) =>
    character >= " " || character === "\n" || character === "\t" ? character : " ",
  ).join("");
}
