// exercise 07.5 · Who won?
// Makes ranges first.
function median(values: readonly number[]): number {
  const s = [...values].sort((a, b) => a - b);
  const m = s.length >> 1;
  return s.length % 2 === 1 ? (s[m] ?? 0) : ((s[m - 1] ?? 0) + (s[m] ?? 0)) / 2;
}
function verdict(rows: readonly any[]): { winner: string | null; because: string } {
  const ranges = rows
    .filter(({ failed }) => !failed)
    .map(({ label, seconds }) => ({
      label,
      n: seconds.length,
      from: Math.min(...seconds),
      to: Math.max(...seconds),
      middle: median(seconds),
    }))
    .sort((one, other) => one.middle - other.middle);
  const [first, ...rest] = ranges;
  const second = rest[0];
  if (!first || !second || ranges.some(({ n }) => n < 3)) return { winner: null, because: "not enough was measured" };
  const rival = rest.reduce((best, range) => (range.from < best.from ? range : best));
  return rival.from > first.to
    ? { winner: first.label, because: `${first.label} beats ${second.label} by ${(second.middle / first.middle).toFixed(2)}` }
    : { winner: null, because: `${rival.label} once was as quick as ${first.label}` };
}
