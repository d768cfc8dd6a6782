// exercise 07.4 · The table
// Does not round.
// fails: the time is the median, with two digits
// fails: the speedup is against the first row
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
    return [label, none ? "-" : String(time), none || failed > 0 ? "-" : String(base / time), `${failed}`];
  });
  const all: string[][] = [["way", "time (s)", "speedup", "failed"], ...cells];
  const widths = [0, 1, 2, 3].map((at) => Math.max(...all.map((line) => (line[at] ?? "").length)));
  const lines = all.map((line) =>
    line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("   "),
  );
  return lines.join("\n");
}
