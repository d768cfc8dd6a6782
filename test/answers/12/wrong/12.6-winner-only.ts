// exercise 12.6 · Who won, and why
// Speedup and share of the CPU stand in the winner's row alone.
// fails: every row of the table tells all its figures
interface Analysis {
  readonly winner: string | null;
  readonly because: readonly string[];
  readonly table: string;
}

function analyse(rows: readonly BenchmarkRow[]): Analysis {
  const most = Math.max(...rows.map(({ agents }) => agents));
  const [first, second] = rows.filter(({ agents }) => agents === most).sort((a, b) => a.seconds - b.seconds);
  const head = ["way", "agents", "seconds", "speedup", "CPU", "MB"];
  const lines = rows.map((row) => [
    row.approach,
    `${row.agents}`,
    row.seconds.toFixed(3),
    row === first ? row.speedup.toFixed(2) : "",
    row === first ? row.cpuPercent.toFixed(0) : "",
    row.memoryMB.toFixed(0),
  ]);
  const table = [head, ...lines].map((line) => line.map((cell) => cell.padEnd(16)).join("")).join("\n");
  if (second && second.seconds < first.seconds * 1.05)
    return { winner: null, because: [`${first.approach} and ${second.approach} are too close`], table };
  const because = [`${first.speedup.toFixed(2)} times as fast`, `${first.cpuPercent.toFixed(0)} % of the CPU`];
  return { winner: first.approach, because, table };
}
