// exercise 12.6 · Who won, and why
// Says the speedup with four digits, and names all that were too close.
interface Analysis {
  readonly winner: string | null;
  readonly because: readonly string[];
  readonly table: string;
}

function analyse(rows: readonly BenchmarkRow[]): Analysis {
  const most = Math.max(...rows.map(({ agents }) => agents));
  const [first, ...others] = rows.filter(({ agents }) => agents === most).sort((a, b) => a.seconds - b.seconds);
  const close = others.filter(({ seconds }) => seconds < first.seconds * 1.05);

  const because =
    close.length > 0
      ? [
          `Nobody has won: ${[first, ...close].map(({ approach, seconds }) => `${approach} (${seconds.toFixed(3)} s)`).join(", ")} are less than 5 % apart, and that is noise.`,
        ]
      : [
          `With ${most} agents ${first.approach} took ${first.seconds.toFixed(3)} s, which makes it ${first.speedup.toPrecision(4)} times as fast as one after the other.`,
          `Its share of the CPU: ${first.cpuPercent.toFixed(1)} percent.`,
        ];

  const heading = ["way", "agents", "seconds", "speedup", "CPU %", "memory MB"];
  const cells = rows.map((row) => [
    row.approach,
    String(row.agents),
    row.seconds.toFixed(3),
    row.speedup.toFixed(2),
    row.cpuPercent.toFixed(0),
    row.memoryMB.toFixed(0),
  ]);
  const all = [heading, ...cells];
  const widths = heading.map((_, column) => Math.max(...all.map((line) => line[column].length)));
  const table = all
    .map((line) => line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join("  "))
    .join("\n");
  return { winner: close.length > 0 ? null : first.approach, because, table };
}
