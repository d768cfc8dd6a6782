import type { Chart, MimeBundle } from "../../dashboard/index.ts";

const MIME = Symbol.for("swarmlab.mime");

/**
 * A comparison: its numbers, notes on them, and one chart that shows them. A notebook draws the chart when a comparison is
 * a cell's last value.
 */
export class Comparison<Row> {
  readonly rows: readonly Row[];
  readonly chart: Chart;
  /** What a reader must know besides the numbers, a sentence each. */
  readonly notes: readonly string[];

  constructor(rows: readonly Row[], chart: Chart, notes: readonly string[] = []) {
    this.rows = Object.freeze([...rows]);
    this.chart = chart;
    this.notes = Object.freeze([...notes]);
  }

  toString(): string {
    return [this.chart.text, ...this.notes].join("\n");
  }

  [MIME](): MimeBundle {
    return {
      "application/vnd.vegalite.v5+json": this.chart.spec,
      "image/svg+xml": this.chart.svg,
      "text/plain": this.toString(),
    };
  }
}
