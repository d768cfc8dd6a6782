// exercise 12.6 · Who won, and why
// fails: only the rows with the most agents decide
interface Analysis {
  readonly winner: string | null;
  readonly because: readonly string[];
  readonly table: string;
}

const asTable = (rows: readonly BenchmarkRow[]) =>
  ["approach agents seconds", ...rows.map((row) => `${row.approach} ${row.agents} ${row.seconds.toFixed(3)}`)]
    .map((line) => line.padEnd(40))
    .join("\n");

function analyse(rows: readonly BenchmarkRow[]): Analysis {
  const [first, second] = [...rows].sort((a, b) => a.seconds - b.seconds);
  if (second && second.seconds < first.seconds * 1.05)
    return { winner: null, because: [`${first.approach} and ${second.approach} are too close`], table: asTable(rows) };
  const because = [`${first.speedup.toFixed(2)} times as fast`, `${first.cpuPercent.toFixed(0)} % of the CPU`];
  return { winner: first.approach, because, table: asTable(rows) };
}
