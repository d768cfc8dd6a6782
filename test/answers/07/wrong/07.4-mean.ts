// exercise 07.4 · The table
// The mean for the median.
// fails: the time is the median, with two digits
const median = (v: readonly number[]) => v.reduce((a, b) => a + b, 0) / v.length;
function table(rows: readonly any[]): string {
  const base = median(rows[0]?.seconds ?? []);
  const cells = rows.map(({ label, seconds, failed }) => {
    const time = median(seconds);
    const none = seconds.length === 0;
    return [label, none ? "-" : time.toFixed(2), none || failed > 0 ? "-" : (base / time).toFixed(2), `${failed}`];
  });
  const all: string[][] = [["way", "time (s)", "speedup", "failed"], ...cells];
  const widths = [0, 1, 2, 3].map((at) => Math.max(...all.map((line) => (line[at] ?? "").length)));
  const lines = all.map((line) =>
    line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("   "),
  );
  return lines.join("\n");
}
