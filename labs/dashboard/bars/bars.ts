/** One bar of a bar chart, with its texts. */
export interface BarRow {
  readonly label: string;
  readonly value: number;
  readonly colour: string;
  /** Whether the bar is drawn as an outline, because its value does not compare with the others. @default false */
  readonly hollow?: boolean;
  /** Whether this is the row that the others are compared with; the text form marks it, having no colour. @default false */
  readonly isBase?: boolean;
  /** The ends of the value's interval, in its unit; both or none. */
  readonly low?: number | null;
  readonly high?: number | null;
  /** The texts to the right of the bar, one for each column; the first column is emphasised. */
  readonly numbers: readonly string[];
  /** The tooltip: title → text. */
  readonly tooltip: Readonly<Record<string, string>>;
}

/** A line across all bars, such as 1× or the number of cores. */
export interface ReferenceLine {
  readonly at: number;
  readonly name: string;
  readonly dashed: boolean;
}

/** The content of a horizontal bar chart, independent of its width. */
export interface Bars {
  readonly title: string;
  readonly subtitle?: string;
  readonly axisTitle: string;
  readonly rows: readonly BarRow[];
  readonly lines?: readonly ReferenceLine[];
  /** The entries of the legend below the text form. @default none */
  readonly textLegend?: readonly string[];
  /** Whether the axis is logarithmic. Values are then dots, since the length of a bar would have no meaning. */
  readonly log?: boolean;
  /** The least value at the end of the axis. @default the longest bar */
  readonly atLeast?: number;
}

/** The largest value of the chart: of a bar, an interval or a line. */
export function highestOf(bars: Bars): number {
  const values = bars.rows.flatMap((row) => [row.value, row.high ?? 0]);
  return Math.max(bars.atLeast ?? 0, ...values, ...(bars.lines ?? []).map((line) => line.at)) || 1;
}

/** The domain of the axis; a logarithmic one extends between whole powers of ten. */
export function domainOf(bars: Bars): [low: number, high: number] {
  const highest = highestOf(bars);
  if (!bars.log) return [0, highest * 1.02];
  const positive = bars.rows.flatMap((row) => [row.value, row.low ?? 0]).filter((value) => value > 0);
  const lowest = Math.min(...positive, highest);
  return [10 ** Math.floor(Math.log10(lowest)), 10 ** Math.ceil(Math.log10(highest * 1.0001))];
}
