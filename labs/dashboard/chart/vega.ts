import type { VegaLiteSpec } from "./spec.ts";

/** The little of Vega and Vega-Lite that charts use. Their own types would drag hundreds of names into ours. */
interface VegaTools {
  /** Vega-Lite → Vega. May write onto the spec. */
  compile(spec: VegaLiteSpec, options: { config: object }): { spec: object };
  parse(spec: object): object;
  View: new (runtime: object, options: { renderer: "none" }) => VegaView;
  /** Vega's hook for measuring text where there is no canvas. */
  textMetrics: { width: (item: TextItem, text: unknown) => number };
}

interface VegaView {
  toSVG(): Promise<string>;
  finalize(): unknown;
}

/** What Vega says of a text it wants measured. */
export interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: number | string;
}

/**
 * Vega and Vega-Lite, loaded when the first chart is made.
 *
 * Notebook cells compile to CommonJS, and `require()` refuses a module with a top-level `await` anywhere below it. Both
 * packages have one, so nothing in this folder may import them statically.
 */
export async function loadVega(): Promise<VegaTools> {
  const [vega, vegaLite] = await Promise.all([import("vega"), import("vega-lite")]);
  return { ...vega, compile: vegaLite.compile } as unknown as VegaTools;
}
