/** One bar of a bar chart, with the words that go with it. */
export interface BarRow {
  readonly label: string;
  readonly value: number;
  readonly colour: string;
  /** Drawn as an outline: the value does not compare with the others. @default false */
  readonly hollow?: boolean;
  /** The row the others are compared with; told apart in text, where there is no colour. @default false */
  readonly isBase?: boolean;
  /** Ends of the interval drawn as a whisker, in the unit of `value`; both or none. */
  readonly low?: number | null;
  readonly high?: number | null;
  /** What is written to the right of the bar, a column each; the first column stands out. */
  readonly numbers: readonly string[];
  /** Title → text of the tooltip. */
  readonly tooltip: Readonly<Record<string, string>>;
}

/** A value all bars are seen against, such as 1× or the number of cores. */
export interface ReferenceLine {
  readonly at: number;
  readonly name: string;
  readonly dashed: boolean;
}

/** Everything a horizontal bar chart shows, without how wide it is. */
export interface Bars {
  readonly title: string;
  readonly subtitle?: string;
  readonly axisTitle: string;
  readonly rows: readonly BarRow[];
  readonly lines?: readonly ReferenceLine[];
  /** Entries below the text form. @default none */
  readonly textLegend?: readonly string[];
  /** Values spread over powers of ten: drawn as dots on a logarithmic axis, where a bar's length would mean nothing. */
  readonly log?: boolean;
  /** What is at the far end of the axis if no bar reaches it. @default the longest bar */
  readonly atLeast?: number;
}

/** The largest value anything in the chart has. */
export function highestOf(bars: Bars): number {
  const values = bars.rows.flatMap((row) => [row.value, row.high ?? 0]);
  return Math.max(bars.atLeast ?? 0, ...values, ...(bars.lines ?? []).map((line) => line.at)) || 1;
}

/** The axis of the chart; a logarithmic one runs between whole powers of ten. */
export function domainOf(bars: Bars): [low: number, high: number] {
  const highest = highestOf(bars);
  if (!bars.log) return [0, highest * 1.02];
  const positive = bars.rows.flatMap((row) => [row.value, row.low ?? 0]).filter((value) => value > 0);
  const lowest = Math.min(...positive, highest);
  return [10 ** Math.floor(Math.log10(lowest)), 10 ** Math.ceil(Math.log10(highest * 1.0001))];
}
