import type { VegaLiteSpec } from "./spec.ts";

/** The part of Vega and Vega-Lite that charts use. Their own types would add hundreds of names to the declarations. */
interface VegaTools {
  /** Compiles Vega-Lite to Vega. It may write into the spec. */
  compile(spec: VegaLiteSpec, options: { config: object }): { spec: object };
  parse(spec: object): object;
  View: new (runtime: object, options: { renderer: "none" }) => VegaView;
  /** The hook by which Vega measures text where there is no canvas. */
  textMetrics: { width: (item: TextItem, text: unknown) => number };
}

interface VegaView {
  toSVG(): Promise<string>;
  finalize(): unknown;
}

/** The font of a text that Vega measures. */
export interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: number | string;
}

/**
 * Loads Vega and Vega-Lite, when the first chart is made.
 *
 * Notebook cells compile to CommonJS, and `require()` refuses a module whose imports contain a top-level `await`. Both
 * packages contain one, so no file of this room may import them statically.
 */
export async function loadVega(): Promise<VegaTools> {
  const [vega, vegaLite] = await Promise.all([import("vega"), import("vega-lite")]);
  // The members of VegaTools are typed more loosely than the packages' own.
  return { ...vega, compile: vegaLite.compile } as unknown as VegaTools;
}
