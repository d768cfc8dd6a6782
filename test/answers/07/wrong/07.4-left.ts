// exercise 07.4 · The table
// Pads numbers on the right.
// fails: labels begin and numbers end below one another, with room between
function median(values: readonly number[]): number {
  const s = [...values].sort((a, b) => a - b);
  const m = s.length >> 1;
  return s.length % 2 === 1 ? (s[m] ?? 0) : ((s[m - 1] ?? 0) + (s[m] ?? 0)) / 2;
}
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
    line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("   "),
  );
  return lines.join("\n");
}
