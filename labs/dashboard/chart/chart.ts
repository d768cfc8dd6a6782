import { chartConfig } from "../theme.ts";
import { renderSvg } from "./render-svg.ts";
import type { MimeBundle, VegaLiteSpec } from "./spec.ts";

const mime = Symbol.for("swarmlab.mime");
/** Node's `util.inspect.custom`, by its public name, so that our types need none of Node's. */
const inspect = Symbol.for("nodejs.util.inspect.custom");

/**
 * One chart in three forms: interactive (Vega-Lite), static (SVG) and text. It never changes once made.
 *
 * As a cell's last value the notebook draws it. `console.log(chart)` prints the text.
 *
 * @example
 * const chart = await timelineChart(run);
 * await writeFile("timeline.svg", chart.svg);
 */
export class Chart {
  /** The point of the chart in one line. */
  readonly title: string;
  /** What a screen reader says: the numbers the picture shows, in sentences. */
  readonly description: string;
  readonly spec: VegaLiteSpec;
  /** A complete SVG document on its own light card. */
  readonly svg: string;
  readonly #draw: (columns: number) => string;

  /** Charts are made by their functions (`timelineChart`, `speedupChart`, …), which check what they draw. */
  constructor(parts: ChartParts & { readonly svg: string }) {
    this.title = parts.title;
    this.description = parts.description;
    this.spec = parts.spec;
    this.svg = parts.svg;
    this.#draw = parts.text;
    Object.freeze(this);
  }

  /** The chart for a terminal of 80 columns. */
  get text(): string {
    return this.toText(80);
  }

  /** The chart for a terminal of `columns` columns (20 at least); no line is longer. */
  toText(columns: number): string {
    return this.#draw(Math.max(20, Math.floor(columns) || 80));
  }

  toString(): string {
    return this.text;
  }

  [mime](): MimeBundle {
    return {
      "application/vnd.vegalite.v5+json": this.spec,
      "image/svg+xml": this.svg,
      "text/plain": this.text,
    };
  }

  [inspect](): string {
    return this.toText(process.stdout.columns ?? 80);
  }
}

/** What a chart function brings; the theme, the SVG and the class are added here. */
export interface ChartParts {
  readonly title: string;
  readonly description: string;
  readonly spec: VegaLiteSpec;
  /** Draws the text form in at most so many columns. */
  readonly text: (columns: number) => string;
}

/** Themes a spec, draws its SVG and freezes it all into a Chart. */
export async function createChart(parts: ChartParts): Promise<Chart> {
  const spec = deepFreeze(
    // Through JSON, so that what a notebook saves is exactly what was drawn here.
    JSON.parse(
      JSON.stringify({
        // As the MIME type says; JupyterLab's Vega-Lite warns about any later one.
        $schema: "https://vega.github.io/schema/vega-lite/v5.json",
        description: `${parts.title}. ${parts.description}`,
        ...parts.spec,
        config: chartConfig,
        // SVG keeps the text sharp, searchable and readable by a screen reader; a canvas is only pixels.
        usermeta: { embedOptions: { renderer: "svg" } },
      }),
    ),
  );
  return new Chart({ ...parts, spec, svg: await renderSvg(spec, parts) });
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}
