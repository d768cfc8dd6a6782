/** One measured point of a series. */
export interface LinePoint {
  readonly x: number;
  readonly y: number;
  /** The ends of the interval of `y`; both or none. */
  readonly low?: number | null;
  readonly high?: number | null;
  /** Whether the point is drawn as an outline, because it does not compare with the others. @default false */
  readonly hollow?: boolean;
}

export interface LineSeries {
  readonly label: string;
  readonly colour: string;
  readonly points: readonly LinePoint[];
}

/** A line that was not measured, such as an ideal. It is dashed and grey, with its name at its end. */
export interface GuideLine {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** The content of a line chart, independent of its width. */
export interface Lines {
  readonly title: string;
  readonly subtitle?: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly series: readonly LineSeries[];
  readonly guides?: readonly GuideLine[];
  readonly xScale?: "linear" | "log";
  readonly yScale?: "linear" | "log";
  /** Whether a value holds until the next point, as a number of waiting agents does. @default false */
  readonly steps?: boolean;
  /** Whether points have no marks, because there are too many. @default false */
  readonly unmarked?: boolean;
  /** Formats a y value, such as `1.97×`. @default as a plain number */
  readonly formatY?: (y: number) => string;
  /** Formats an x value. @default as a plain number */
  readonly formatX?: (x: number) => string;
}

/** The measured values of x, ascending. */
export function xValues(lines: Lines): number[] {
  return [...new Set(lines.series.flatMap((series) => series.points.map((point) => point.x)))].sort(
    (a, b) => a - b,
  );
}
