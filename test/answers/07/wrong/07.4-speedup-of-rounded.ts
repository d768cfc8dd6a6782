// exercise 07.4 · The table
// Computes the speedup from times that are rounded already.
// fails: the speedup is against the first row
function table(rows: readonly Row[]): string {
  const timeOf = ({ seconds }: Row) => (seconds.length === 0 ? undefined : median(seconds));
  const base = rows.length > 0 ? timeOf(rows[0]) : undefined;
  const cells = rows.map((row) => {
    const time = timeOf(row);
    const speedup =
      row.failed > 0 || time === undefined || base === undefined ? "-" : (Number(base.toFixed(2)) / Number(time.toFixed(2))).toFixed(2);
    return [row.label, time === undefined ? "-" : time.toFixed(2), speedup, String(row.failed)];
  });
  const all = [["way", "time (s)", "speedup", "failed"], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((line) => line[column].length)));
  return all
    .map((line) =>
      line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join("   "),
    )
    .join("\n");
}
