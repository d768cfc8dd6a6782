// exercise 07.4 · The table
// Separates by tabs and pads nothing.
// fails: all lines are equally long, whatever the labels
// fails: labels begin and numbers end below one another, with room between
function median(values: readonly number[]): number {
  const s = [...values].sort((a, b) => a - b);
  const m = s.length >> 1;
  return s.length % 2 === 1 ? (s[m] ?? 0) : ((s[m - 1] ?? 0) + (s[m] ?? 0)) / 2;
}
function table(rows: readonly any[]): string {
  const base = median(rows[0]?.seconds ?? []);
  const lines = rows.map(({ label, seconds, failed }) =>
    [
      label,
      seconds.length ? median(seconds).toFixed(2) : "-",
      failed || !seconds.length ? "-" : (base / median(seconds)).toFixed(2),
      failed,
    ].join("\t"),
  );
  return ["way\ttime (s)\tspeedup\tfailed", ...lines].join("\n");
}
