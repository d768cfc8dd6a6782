// exercise 07.4 · The table
// With bars between the columns, a rule below the headings, and a times sign.
function median(values: readonly number[]): number {
  const s = [...values].sort((a, b) => a - b);
  const m = s.length >> 1;
  return s.length % 2 === 1 ? (s[m] ?? 0) : ((s[m - 1] ?? 0) + (s[m] ?? 0)) / 2;
}
function table(rows: readonly any[]): string {
  const base = median(rows[0]?.seconds ?? []);
  const columns = [
    { heading: "way", of: (row: any) => row.label, left: true },
    { heading: "time (s)", of: (row: any) => (row.seconds.length ? median(row.seconds).toFixed(2) : "-") },
    {
      heading: "speedup",
      of: (row: any) => (row.failed || !row.seconds.length ? "-" : `${(base / median(row.seconds)).toFixed(2)}×`),
    },
    { heading: "failed", of: (row: any) => String(row.failed) },
  ].map((column) => ({
    ...column,
    width: Math.max(column.heading.length, ...rows.map((row) => column.of(row).length)),
  }));
  const line = (text: (column: (typeof columns)[number]) => string) =>
    columns
      .map((column) => (column.left ? text(column).padEnd(column.width) : text(column).padStart(column.width)))
      .join(" | ");
  const heading = line((column) => column.heading);
  return [heading, "-".repeat(heading.length), ...rows.map((row) => line((column) => column.of(row)))].join("\n");
}
