/** One measured point of a series. */
export interface LinePoint {
  readonly x: number;
  readonly y: number;
  /** Ends of the interval of `y`; both or none. */
  readonly low?: number | null;
  readonly high?: number | null;
  /** Drawn as an outline: does not compare with the others. @default false */
  readonly hollow?: boolean;
}

export interface LineSeries {
  readonly label: string;
  readonly colour: string;
  readonly points: readonly LinePoint[];
}

/** A line that was not measured, such as the ideal: dashed, in grey, named at its end. */
export interface GuideLine {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** Everything a line chart shows, without how wide it is. */
export interface Lines {
  readonly title: string;
  readonly subtitle?: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly series: readonly LineSeries[];
  readonly guides?: readonly GuideLine[];
  readonly xScale?: "linear" | "log";
  readonly yScale?: "linear" | "log";
  /** Between two points the value stays as it was, such as a number of waiting agents. @default false */
  readonly steps?: boolean;
  /** Too many points to mark each: only the line is drawn. @default false */
  readonly unmarked?: boolean;
  /** How a value of y reads, such as `1.97×`. @default as a plain number */
  readonly formatY?: (y: number) => string;
  readonly formatX?: (x: number) => string;
}

/** The measured values of x, ascending. */
export function xValues(lines: Lines): number[] {
  return [...new Set(lines.series.flatMap((series) => series.points.map((point) => point.x)))].sort(
    (a, b) => a - b,
  );
}
