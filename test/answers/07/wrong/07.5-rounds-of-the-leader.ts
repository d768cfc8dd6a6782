// exercise 07.5 · Who won?
// Counts the leader's rounds only.
// fails: every row needs three rounds, and not the leader's alone
function verdict(rows: readonly Row[]): { winner: string | null; because: string } {
  const running = rows.filter(({ failed }) => failed === 0);
  if (running.length < 2) return { winner: null, because: "fewer than two ways are left to be compared" };
  const short = [running.reduce((a, b) => (median(a.seconds) <= median(b.seconds) ? a : b))].find(({ seconds }) => seconds.length < 3);
  if (short) return { winner: null, because: `${short.label} has only ${short.seconds.length} rounds, and 3 are needed` };

  const [leader, ...others] = [...running].sort((a, b) => median(a.seconds) - median(b.seconds));
  const slowest = Math.max(...leader.seconds);
  const overlapping = others.find(({ seconds }) => Math.min(...seconds) <= slowest);
  if (overlapping)
    return { winner: null, because: `${leader.label} leads, but its range overlaps with that of ${overlapping.label}` };
  const times = median(others[0].seconds) / median(leader.seconds);
  return {
    winner: leader.label,
    because: `${leader.label} was ${times.toFixed(2)} times as fast as ${others[0].label}, the next best`,
  };
}
