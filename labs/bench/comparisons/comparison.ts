import type { Chart, MimeBundle } from "../../dashboard/index.ts";

const mime = Symbol.for("swarmlab.mime");

/**
 * Something that was compared: its numbers, what there is to say about them, and one chart that shows them. As a cell's
 * last value the notebook draws the chart.
 */
export class Comparison<Row> {
  readonly rows: readonly Row[];
  readonly chart: Chart;
  /** What a reader has to know besides: a sentence each. */
  readonly notes: readonly string[];

  constructor(rows: readonly Row[], chart: Chart, notes: readonly string[] = []) {
    this.rows = Object.freeze([...rows]);
    this.chart = chart;
    this.notes = Object.freeze([...notes]);
  }

  toString(): string {
    return [this.chart.text, ...this.notes].join("\n");
  }

  [mime](): MimeBundle {
    return {
      "application/vnd.vegalite.v5+json": this.chart.spec,
      "image/svg+xml": this.chart.svg,
      "text/plain": this.toString(),
    };
  }
}
