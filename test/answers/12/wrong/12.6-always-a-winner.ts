// exercise 12.6 · Who won, and why
// fails: a lead of less than 5 % is noise, and nobody wins
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
  const [first] = rows.filter(({ agents }) => agents === most).sort((a, b) => a.seconds - b.seconds);
  const because = [`${first.speedup.toFixed(2)} times as fast`, `${first.cpuPercent.toFixed(0)} % of the CPU`];
  return { winner: first.approach, because, table: asTable(rows) };
}
