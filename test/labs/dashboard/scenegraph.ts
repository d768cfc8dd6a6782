import * as vega from "vega";
import { compile } from "vega-lite";
import type { Chart } from "../../../labs/dashboard/index.ts";

/** One mark as Vega would paint it; x is in pixels from the left edge of its panel. */
export interface Drawn {
  readonly mark: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly shape: string | undefined;
  readonly fill: string | undefined;
  readonly stroke: string | undefined;
  readonly strokeDash: readonly number[] | undefined;
  readonly text: string | undefined;
  readonly datum: Record<string, unknown>;
  /** 0 for the topmost panel. */
  readonly panel: number;
}

interface SceneNode {
  readonly marktype?: string;
  readonly role?: string;
  readonly name?: string;
  readonly items?: readonly (SceneNode & Record<string, never>)[];
}

/** Compiles a chart's spec, lets Vega lay it out and lists what it would paint of the data (not axes and legends). */
export async function drawnBy(chart: Chart): Promise<Drawn[]> {
  const warnings: string[] = [];
  const logger = { level: () => logger, error: warn, warn, info: () => logger, debug: () => logger };
  function warn(...messages: readonly unknown[]) {
    warnings.push(messages.join(" "));
    return logger;
  }
  const compiled = compile(structuredClone(chart.spec) as never, { logger: logger as never });
  const view = new vega.View(vega.parse(compiled.spec as never), {
    renderer: "none",
    logger: logger as never,
  });
  await view.runAsync();
  const drawn: Drawn[] = [];
  let panel = -1;
  const visit = (node: SceneNode, inherited: string | undefined) => {
    const mark = node.marktype ?? inherited;
    if (node.marktype === "group" && /concat_\d+_group|^cell$/.test(node.name ?? "")) panel++;
    if (node.marktype && node.marktype !== "group" && node.role === "mark") {
      for (const item of node.items ?? [])
        drawn.push({ ...(item as object), mark, panel: Math.max(panel, 0) } as Drawn);
    }
    for (const child of node.items ?? []) visit(child, mark);
  };
  visit((view.scenegraph() as unknown as { root: SceneNode }).root, undefined);
  view.finalize();
  if (warnings.length > 0) throw new Error(`Vega warns: ${warnings.join("; ")}`);
  return drawn.map((item) => ({ ...item, datum: (item.datum ?? {}) as Record<string, unknown> }));
}
