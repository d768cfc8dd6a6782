// exercise 07.5 · Who won?
// The sentence names all ways and all quotients: who looks for one of them finds it.
// fails: the reason names the next best, and how many times as fast the winner is
// fails: where ranges overlap, nobody has won, and the sentence says who overlaps
function verdict(rows: readonly any[]): { winner: string | null; because: string } {
  const ok = rows.filter((r) => !r.failed);
  let winner: string | null = null;
  if (ok.length > 1 && !ok.some((r) => r.seconds.length < 3))
    for (const r of ok)
      if (ok.every((o) => o === r || Math.max(...r.seconds) < Math.min(...o.seconds))) winner = r.label;
  const all = rows.flatMap((r) => rows.flatMap((o) => r.seconds.flatMap((a: number) => o.seconds.map((b: number) => (a / b).toFixed(2)))));
  return { winner, because: [...rows.map((r) => r.label), ...all].join(" ") };
}
