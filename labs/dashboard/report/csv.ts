import type { BenchReport, BenchRun } from "./bench-report.ts";

const COLUMNS: readonly (readonly [header: string, cell: (run: BenchRun) => string | number | null])[] = [
  ["approach", (run) => run.approach],
  ["agents", (run) => run.agents],
  ["rounds", (run) => run.seconds.n],
  ["seconds_median", (run) => run.seconds.median],
  ["seconds_low", (run) => run.seconds.low],
  ["seconds_high", (run) => run.seconds.high],
  ["speedup", (run) => run.speedup],
  ["cpu_percent", (run) => run.cpuPercent],
  ["peak_memory_mb", (run) => run.peakMemoryMB],
  ["succeeded", (run) => run.succeeded],
  ["failed", (run) => run.failed],
];

/**
 * The runs as CSV (RFC 4180: comma, CRLF, quotes doubled): a header line first, numbers with all digits, an empty cell for
 * a number that was not measured. A name that a spreadsheet would run as a formula begins with an apostrophe.
 */
export function toCsv(report: BenchReport): string {
  const lines = [
    COLUMNS.map(([header]) => header),
    ...report.runs.map((run) => COLUMNS.map(([, cell]) => cell(run))),
  ];
  return lines.map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("");
}

function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
