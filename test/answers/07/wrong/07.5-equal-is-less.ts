// exercise 07.5 · Who won?
// Takes equal times for a lead.
// fails: exactly equal is no lead
function median(values: readonly number[]): number {
  const s = [...values].sort((a, b) => a - b);
  const m = s.length >> 1;
  return s.length % 2 === 1 ? (s[m] ?? 0) : ((s[m - 1] ?? 0) + (s[m] ?? 0)) / 2;
}
function verdict(rows: readonly any[]): { winner: string | null; because: string } {
  const sound = rows.filter((r) => r.failed === 0).sort((x, y) => median(x.seconds) - median(y.seconds));
  const [leader, next] = sound;
  if (sound.length < 2) return { winner: null, because: "nothing to compare" };
  if (sound.some((r) => r.seconds.length < 3)) return { winner: null, because: "too few rounds" };
  const level = sound.slice(1).find((r) => Math.min(...r.seconds) < Math.max(...leader.seconds));
  if (level) return { winner: null, because: `${leader.label} and ${level.label} overlap` };
  const times = (median(next.seconds) / median(leader.seconds)).toFixed(2);
  return { winner: leader.label, because: `${leader.label} is ${times} times as fast as ${next.label}` };
}
