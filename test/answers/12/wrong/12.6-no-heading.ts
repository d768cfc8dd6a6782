// exercise 12.6 · Who won, and why
// Numbers without names: only whoever wrote the table can read it.
// fails: the table has a heading and every row, and its columns line up
interface Analysis {
  readonly winner: string | null;
  readonly because: readonly string[];
  readonly table: string;
}

function analyse(rows: readonly BenchmarkRow[]): Analysis {
  const most = Math.max(...rows.map(({ agents }) => agents));
  const [first, second] = rows.filter(({ agents }) => agents === most).sort((a, b) => a.seconds - b.seconds);
  const figures = (row: BenchmarkRow) =>
    [row.agents, row.seconds.toFixed(3), row.speedup.toFixed(2), row.cpuPercent.toFixed(0), row.memoryMB.toFixed(0)]
      .map((figure) => `${figure}`.padStart(9))
      .join("");
  const table = rows.map((row) => row.approach.padEnd(16) + figures(row)).join("\n");
  if (second && second.seconds < first.seconds * 1.05)
    return { winner: null, because: [`${first.approach} and ${second.approach} are too close`], table };
  const because = [`${first.speedup.toFixed(2)} times as fast`, `${first.cpuPercent.toFixed(0)} % of the CPU`];
  return { winner: first.approach, because, table };
}
