// exercise 12.6 · Who won, and why
// fails: the table has a heading and every row, and its columns line up
interface Analysis {
  readonly winner: string | null;
  readonly because: readonly string[];
  readonly table: string;
}

const asTable = (rows: readonly BenchmarkRow[]) =>
  [
    "approach agents seconds speedup CPU MB",
    ...rows.map(({ approach, agents, seconds, speedup, cpuPercent, memoryMB }) =>
      [approach, agents, seconds.toFixed(3), speedup.toFixed(2), cpuPercent.toFixed(0), memoryMB.toFixed(0)].join(" "),
    ),
  ].join("\n");

function analyse(rows: readonly BenchmarkRow[]): Analysis {
  const most = Math.max(...rows.map(({ agents }) => agents));
  const [first, second] = rows.filter(({ agents }) => agents === most).sort((a, b) => a.seconds - b.seconds);
  if (second && second.seconds < first.seconds * 1.05)
    return { winner: null, because: [`${first.approach} and ${second.approach} are too close`], table: asTable(rows) };
  const because = [`${first.speedup.toFixed(2)} times as fast`, `${first.cpuPercent.toFixed(0)} % of the CPU`];
  return { winner: first.approach, because, table: asTable(rows) };
}
