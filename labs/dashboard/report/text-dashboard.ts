import { getBorderCharacters, table } from "table";
import { count } from "../../common/format-numbers.ts";
import { columnsOf, fit, padRight, wrap } from "../chart/text-layout.ts";
import type { BenchReport } from "./bench-report.ts";
import { type ResultColumn, resultColumns } from "./result-table.ts";
import { analyseWinner } from "./winner.ts";

export interface TextOptions {
  /** The columns of the terminal. @default those of stdout, or 80 when it is not a terminal */
  readonly columns?: number;
  /** Whether the table has a box. @default true when stdout is a terminal */
  readonly boxed?: boolean;
}

/** The whole report as text: the headline, the table, the winner and why, the notes. */
export function textDashboard(report: BenchReport, options: TextOptions = {}): string {
  const columns = widthOf(options);
  return [
    ...wrap(headline(report), columns),
    "",
    textTable(report, options),
    "",
    ...textAnalysis(report, columns),
    ...(report.notes ?? []).flatMap((note) => ["", ...wrap(note, columns)]),
  ].join("\n");
}

/** The workload and the machine: "CPU-bound agents · 2 cores (AMD EPYC), Node 26.10.0". */
export function headline({ machine, workload }: BenchReport): string {
  return `${workload} · ${count(machine.cores, "core")} (${machine.cpu}), Node ${machine.node}`;
}

/**
 * The results as a table. In a narrow terminal it is drawn without the interval, then with shortened names, then without
 * its box, and at last as a short list for each variant. No other number is left out.
 */
export function textTable(report: BenchReport, options: TextOptions = {}): string {
  const columns = widthOf(options);
  const boxed = options.boxed ?? process.stdout.isTTY === true;
  const all = resultColumns(report).map(withoutControlCharacters);
  const needed = all.filter((column) => !column.optional);
  for (const box of boxed ? [true, false] : [false]) {
    for (const shown of [all, needed, shortened(needed, columns, box)]) {
      if (tableWidth(shown, box) <= columns) return drawTable(shown, box, groupStarts(report));
    }
  }
  return asLists(needed, columns);
}

/** The verdict, its reasons and its caveats, in lines of at most `columns` columns. */
export function textAnalysis(report: BenchReport, columns: number): string[] {
  const { verdict, winner, caveats } = analyseWinner(report);
  const points = [...(winner?.because ?? []), ...caveats];
  return [
    ...wrap(verdict, columns),
    ...points.flatMap((point) =>
      wrap(point, columns - 3).map((line, index) => `${index === 0 ? "└─ " : "   "}${line}`),
    ),
  ];
}

function widthOf(options: TextOptions): number {
  return Math.max(20, options.columns ?? process.stdout.columns ?? 80);
}

function drawTable(shown: readonly ResultColumn[], boxed: boolean, groups: ReadonlySet<number>): string {
  const rows = [shown.map((column) => column.header), ...transposed(shown)];
  const drawn = table(rows, {
    border: getBorderCharacters(boxed ? "honeywell" : "void"),
    columnDefault: boxed ? {} : { paddingLeft: 0, paddingRight: 2 },
    columns: Object.fromEntries(shown.map((column, index) => [index, { alignment: column.align }])),
    drawHorizontalLine: (index, size) => boxed && (index === 0 || index === size || groups.has(index - 1)),
  });
  return drawn
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .trimEnd();
}

/** The first row of each number of agents; a line is drawn above it. */
function groupStarts({ runs }: BenchReport): ReadonlySet<number> {
  return new Set(runs.flatMap((run, row) => (run.agents === runs[row - 1]?.agents ? [] : [row])));
}

function tableWidth(shown: readonly ResultColumn[], boxed: boolean): number {
  const cells = shown.reduce((total, column) => total + widest(column), 0);
  return boxed ? cells + 3 * shown.length + 1 : cells + 2 * (shown.length - 1);
}

/** The columns with the names cut to the room that the others leave, at least ten columns of the terminal. */
function shortened(shown: readonly ResultColumn[], columns: number, boxed: boolean): ResultColumn[] {
  const [names, ...numbers] = shown as readonly [ResultColumn, ...ResultColumn[]];
  const room = Math.max(10, columns - (tableWidth(shown, boxed) - widest(names)));
  return [{ ...names, cells: names.cells.map((cell) => fit(cell, room)) }, ...numbers];
}

function asLists(shown: readonly ResultColumn[], columns: number): string {
  const [names, ...numbers] = shown as readonly [ResultColumn, ...ResultColumn[]];
  const headerColumns = Math.max(...numbers.map((column) => columnsOf(column.header)));
  return names.cells
    .map((name, row) =>
      [
        fit(name, columns),
        ...numbers.map((column) =>
          fit(`  ${padRight(column.header, headerColumns)}  ${column.cells[row]}`, columns),
        ),
      ].join("\n"),
    )
    .join("\n");
}

function transposed(shown: readonly ResultColumn[]): string[][] {
  return (shown[0]?.cells ?? []).map((_, row) => shown.map((column) => column.cells[row] ?? ""));
}

function widest(column: ResultColumn): number {
  return Math.max(columnsOf(column.header), ...column.cells.map(columnsOf));
}

/** Replaces control characters: a line break or an escape code in a name would break the table. */
function withoutControlCharacters(column: ResultColumn): ResultColumn {
  return { ...column, cells: column.cells.map((cell) => cell.replace(/\p{Cc}+/gu, " ")) };
}
