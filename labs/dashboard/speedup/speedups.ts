import { availableParallelism } from "node:os";
import { variantTitle } from "../../common/variant-title.ts";
import { DashboardError } from "../dashboard-error.ts";
import { palette } from "../theme.ts";
import { isSwarmRunLike, type SwarmRunLike } from "../timeline/swarm-run-like.ts";
import { variantColour } from "../variant-colour.ts";

/** A run and its time. All rows do the same work. */
export interface SpeedupRow {
  readonly label: string;
  /** The wall time, in seconds. */
  readonly seconds: number;
  /** The number of failed agents. A row with failures did less work, so it is marked and cannot win. @default 0 */
  readonly failed?: number;
}

export type SpeedupInput = readonly (SpeedupRow | SwarmRunLike)[] | Readonly<Record<string, SwarmRunLike>>;

export interface SpeedupOptions {
  /** The label of the row that counts as 1×. @default the row "Sequential" or "sequential", else the first row */
  readonly base?: string;
  /** The number of cores, drawn as the ideal speedup. @minimum 1 @default the cores that this process may use */
  readonly cores?: number;
  /** The headline. @default a statement of the numbers, such as "Worker threads: 1.97× on 2 cores" */
  readonly title?: string;
  /** The width of the whole picture, in pixels. @default 760 */
  readonly width?: number;
}

export interface Speedup {
  readonly label: string;
  readonly colour: string;
  readonly seconds: number;
  /** The base row's time divided by this row's time; 1 for the base itself. */
  readonly speedup: number;
  readonly failed: number;
  readonly isBase: boolean;
}

export interface Speedups {
  readonly rows: readonly Speedup[];
  readonly base: Speedup;
  readonly cores: number;
}

/**
 * Computes the speedup of every row against the base row.
 *
 * @throws DashboardError `NOTHING_TO_SHOW` without a row, `INVALID_TIME` for a time that is not above 0 and finite,
 *   `INVALID_ARGUMENT` for a base that is not the label of a row, or for cores that are not a whole number of at least 1
 */
export function relateSpeedups(input: SpeedupInput, options: SpeedupOptions = {}): Speedups {
  const rows = rowsOf(input);
  const base = baseOf(rows, options.base);
  const related = rows.map((row) => ({
    ...row,
    colour: variantColour(row.label) ?? (row === base ? palette.grey : palette.blue),
    failed: row.failed ?? 0,
    speedup: base.seconds / row.seconds,
    isBase: row === base,
  }));
  return { rows: related, base: related[rows.indexOf(base)] as Speedup, cores: coresOf(options.cores) };
}

function rowsOf(input: SpeedupInput): SpeedupRow[] {
  if (typeof input !== "object" || input === null || input instanceof Promise) {
    throw new DashboardError(
      "INVALID_ARGUMENT",
      "speedupChart() takes an array of { label, seconds } or of runs: what it was given is neither (did you forget an await?).",
    );
  }
  const given: (readonly [label: string | null, row: unknown])[] = Array.isArray(input)
    ? input.map((row) => [null, row] as const)
    : Object.entries(input);
  if (given.length === 0) {
    throw new DashboardError(
      "NOTHING_TO_SHOW",
      "speedupChart() was given no row: pass at least a base and one other.",
    );
  }
  return given.map(([label, row], index) => checked(toRow(label, row, index)));
}

function toRow(label: string | null, row: unknown, index: number): SpeedupRow {
  if (isSwarmRunLike(row)) {
    const failed = row.results.filter((result) => !result.success).length;
    return { label: label ?? variantTitle(row.executor), seconds: row.totalSeconds, failed };
  }
  if (typeof row === "object" && row !== null && "label" in row && "seconds" in row) return row as SpeedupRow;
  throw new DashboardError(
    "INVALID_ARGUMENT",
    `Row ${index + 1} of speedupChart() is neither { label, seconds } nor a run (did you forget an await?).`,
  );
}

function checked(row: SpeedupRow): SpeedupRow {
  if (typeof row.seconds === "number" && Number.isFinite(row.seconds) && row.seconds > 0) return row;
  throw new DashboardError(
    "INVALID_TIME",
    `The time of "${row.label}" is ${String(row.seconds)} seconds, of which no speedup can be told: it must be a finite number above 0.`,
  );
}

function baseOf(rows: readonly SpeedupRow[], label: string | undefined): SpeedupRow {
  const found =
    label === undefined
      ? (rows.find((row) => row.label.toLowerCase() === "sequential") ?? rows[0])
      : rows.find((row) => row.label === label);
  if (found) return found;
  const labels = rows.map((row) => `"${row.label}"`).join(", ");
  throw new DashboardError(
    "INVALID_ARGUMENT",
    `No row is called "${label}", so it cannot be the base: the rows are ${labels}.`,
  );
}

function coresOf(cores: number = availableParallelism()): number {
  if (Number.isInteger(cores) && cores >= 1) return cores;
  throw new DashboardError(
    "INVALID_ARGUMENT",
    `The option cores is ${String(cores)}: it takes a whole number from 1 on.`,
  );
}
