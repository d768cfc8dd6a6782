// exercise 12.6 · Who won, and why
// The table is one in Markdown, with milliseconds; the reasons are reckoned from the base.
interface Analysis {
  readonly winner: string | null;
  readonly because: readonly string[];
  readonly table: string;
}

function analyse(rows: readonly BenchmarkRow[]): Analysis {
  const bySize = Map.groupBy(rows, ({ agents }) => agents);
  const largest = [...(bySize.get(Math.max(...bySize.keys())) ?? [])];
  const best = largest.reduce((one, other) => (other.seconds < one.seconds ? other : one));
  const level = largest.filter((row) => row !== best && row.seconds / best.seconds < 1.05);

  const columns = [
    { head: "Approach", text: (row: BenchmarkRow) => row.approach as string },
    { head: "Agents", text: (row: BenchmarkRow) => `${row.agents}` },
    { head: "Time in ms", text: (row: BenchmarkRow) => Math.round(row.seconds * 1000).toLocaleString("en") },
    { head: "Speed-up", text: (row: BenchmarkRow) => `${row.speedup.toFixed(2)}x` },
    { head: "CPU load", text: (row: BenchmarkRow) => `${Math.round(row.cpuPercent)}%` },
    { head: "Memory", text: (row: BenchmarkRow) => `${row.memoryMB.toFixed(1)}MB` },
  ].map(({ head, text }) => {
    const width = Math.max(head.length, ...rows.map((row) => text(row).length));
    return { width, head: head.padEnd(width), text: (row: BenchmarkRow) => text(row).padStart(width) };
  });
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const table = [
    line(columns.map(({ head }) => head)),
    line(columns.map(({ width }) => "-".repeat(width))),
    ...rows.map((row) => line(columns.map(({ text }) => text(row)))),
  ].join("\n");

  if (level.length > 0)
    return { winner: null, because: [best, ...level].map(({ approach }) => `${approach} is among the first.`), table };
  return {
    winner: best.approach,
    because: [`${best.speedup.toFixed(2)}x the base's speed`, `at ${best.cpuPercent.toFixed(1)}% of the machine`],
    table,
  };
}
