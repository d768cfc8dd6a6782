// exercise 07.5 · Who won?
// Whoever had the quickest round wins.
// fails: where ranges overlap, nobody has won, and the sentence says who overlaps
function median(values: readonly number[]): number {
  const s = [...values].sort((a, b) => a - b);
  const m = s.length >> 1;
  return s.length % 2 === 1 ? (s[m] ?? 0) : ((s[m - 1] ?? 0) + (s[m] ?? 0)) / 2;
}
function verdict(rows: readonly any[]): { winner: string | null; because: string } {
  const sound = rows.filter((r) => r.failed === 0 && r.seconds.length >= 3);
  if (sound.length < 2) return { winner: null, because: "nothing to compare" };
  const [leader, next] = sound.sort((x, y) => Math.min(...x.seconds) - Math.min(...y.seconds));
  const times = (median(next.seconds) / median(leader.seconds)).toFixed(2);
  return { winner: leader.label, because: `${leader.label} is ${times} times as fast as ${next.label}` };
}
