// exercise 07.5 · Who won?
// With loops, and early returns.
function median(values: readonly number[]): number {
  const s = [...values].sort((a, b) => a - b);
  const m = s.length >> 1;
  return s.length % 2 === 1 ? (s[m] ?? 0) : ((s[m - 1] ?? 0) + (s[m] ?? 0)) / 2;
}
function verdict(rows: readonly any[]): { winner: string | null; because: string } {
  const nobody = (because: string) => ({ winner: null, because });
  const left: any[] = [];
  for (const row of rows) if (!row.failed) left.push(row);
  if (left.length < 2) return nobody(`only ${left.length} can be compared`);
  for (const row of left) if (row.seconds.length < 3) return nobody(`${row.label} needs three rounds`);
  let leader = left[0];
  for (const row of left) if (median(row.seconds) < median(leader.seconds)) leader = row;
  const others = left.filter((row) => row !== leader);
  let next = others[0];
  for (const row of others) {
    if (median(row.seconds) < median(next.seconds)) next = row;
    for (const quick of row.seconds)
      for (const slow of leader.seconds)
        if (quick <= slow) return nobody(`${leader.label} leads, but ${row.label} was as quick once`);
  }
  return {
    winner: leader.label,
    because: `${leader.label} needs ${median(leader.seconds)} s and ${next.label} ${median(next.seconds)} s: ${(median(next.seconds) / median(leader.seconds)).toFixed(2)}×`,
  };
}
