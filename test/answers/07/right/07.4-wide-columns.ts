// exercise 07.4 · The table
// Columns of one width, wide enough for everything.
function median(values: readonly number[]): number {
  const s = [...values].sort((a, b) => a - b);
  const m = s.length >> 1;
  return s.length % 2 === 1 ? (s[m] ?? 0) : ((s[m - 1] ?? 0) + (s[m] ?? 0)) / 2;
}
function table(rows: readonly any[]): string {
  const base = median(rows[0]?.seconds ?? []);
  const longest = Math.max(3, ...rows.map(({ label }) => label.length));
  let text = `${"way".padEnd(longest)}${"time (s)".padStart(16)}${"speedup".padStart(16)}${"failed".padStart(16)}\n`;
  for (const { label, seconds, failed } of rows) {
    text += label.padEnd(longest);
    text += (seconds.length === 0 ? "-" : median(seconds).toFixed(2)).padStart(16);
    text += (seconds.length === 0 || failed !== 0 ? "-" : (base / median(seconds)).toFixed(2)).padStart(16);
    text += `${failed}`.padStart(16);
    text += "\n";
  }
  return text;
}
