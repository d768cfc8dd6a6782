// exercise 07.5 · Who won?
// A sentence of words and numbers that rows had once.
// fails: the reason names the next best, and how many times as fast the winner is
function verdict(rows: readonly any[]): { winner: string | null; because: string } {
  const ok = rows.filter((r) => !r.failed);
  let winner: string | null = null;
  if (ok.length > 1 && !ok.some((r) => r.seconds.length < 3))
    for (const r of ok)
      if (ok.every((o) => o === r || Math.max(...r.seconds) < Math.min(...o.seconds))) winner = r.label;
  return { winner, because: "loop 2.00 threads processes 1.50 5.00 moody steady hasty sequential one other" };
}
