// exercise 12.6 · Who won, and why
// fails: the reasons are the numbers: speedup and share of the CPU
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
  const most = Math.max(...rows.map(({ agents }) => agents));
  const [first, second] = rows.filter(({ agents }) => agents === most).sort((a, b) => a.seconds - b.seconds);
  if (second && second.seconds < first.seconds * 1.05)
    return { winner: null, because: [`${first.approach} and ${second.approach} are too close`], table: asTable(rows) };
  return { winner: first.approach, because: ["It is the best, because it runs in parallel."], table: asTable(rows) };
}
