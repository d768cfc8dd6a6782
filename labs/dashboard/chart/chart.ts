import { chartConfig } from "../theme.ts";
import { renderSvg } from "./render-svg.ts";
import type { MimeBundle, VegaLiteSpec } from "./spec.ts";

const MIME = Symbol.for("swarmlab.mime");
/** Node's `util.inspect.custom` by its registered name, so that the declarations of this file do not need Node's types. */
const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/**
 * A chart in three forms: interactive (Vega-Lite), static (SVG) and text. It is immutable.
 *
 * A notebook draws a chart that is a cell's last value. `console.log(chart)` prints the text form.
 *
 * @example
 * const chart = await timelineChart(run);
 * await writeFile("timeline.svg", chart.svg);
 */
export class Chart {
  /** The chart's message in one line. */
  readonly title: string;
  /** The numbers of the picture in sentences, for a screen reader. */
  readonly description: string;
  readonly spec: VegaLiteSpec;
  /** A complete SVG document with a light background. */
  readonly svg: string;
  readonly #draw: (columns: number) => string;

  /** Use the chart functions (`timelineChart`, `speedupChart`, …) instead: they check their input. */
  constructor(parts: ChartParts & { readonly svg: string }) {
    this.title = parts.title;
    this.description = parts.description;
    this.spec = parts.spec;
    this.svg = parts.svg;
    this.#draw = parts.text;
    Object.freeze(this);
  }

  /** The text form for a terminal of 80 columns. */
  get text(): string {
    return this.toText(80);
  }

  /** The text form for a terminal of `columns` columns, at least 20; no line is longer. */
  toText(columns: number): string {
    return this.#draw(Math.max(20, Math.floor(columns) || 80));
  }

  toString(): string {
    return this.text;
  }

  [MIME](): MimeBundle {
    return {
      "application/vnd.vegalite.v5+json": this.spec,
      "image/svg+xml": this.svg,
      "text/plain": this.text,
    };
  }

  [INSPECT](): string {
    return this.toText(process.stdout.columns ?? 80);
  }
}

/** The parts of a chart that a chart function makes; `createChart` adds the theme and the SVG. */
export interface ChartParts {
  readonly title: string;
  readonly description: string;
  readonly spec: VegaLiteSpec;
  /** Draws the text form in at most `columns` columns. */
  readonly text: (columns: number) => string;
}

/** Makes a Chart: adds the theme to the spec, freezes it, and draws its SVG. */
export async function createChart(parts: ChartParts): Promise<Chart> {
  const spec = deepFreeze(
    // The round trip through JSON makes the spec equal to the one that a notebook saves.
    JSON.parse(
      JSON.stringify({
        // The version of the MIME type; JupyterLab's Vega-Lite warns about a later one.
        $schema: "https://vega.github.io/schema/vega-lite/v5.json",
        description: `${parts.title}. ${parts.description}`,
        ...parts.spec,
        config: chartConfig,
        // In an SVG the text is sharp, searchable and readable by a screen reader, unlike in a canvas.
        usermeta: { ...(parts.spec.usermeta as object), embedOptions: { renderer: "svg" } },
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
