// exercise 12.6 · Who won, and why
// The reasons name all ways and all figures: who looks for one of them finds it.
// fails: a lead of less than 5 % is noise, and nobody wins
// fails: the reasons are the numbers: speedup and share of the CPU
function analyse(rows: readonly BenchmarkRow[]): any {
  const most = Math.max(...rows.map((row) => row.agents));
  const [first, second] = rows.filter((row) => row.agents === most).sort((a, b) => a.seconds - b.seconds);
  const because = [rows.map((row) => `${row.approach} ${row.speedup.toFixed(2)} ${row.cpuPercent.toFixed(0)}`).join(", ")];
  const winner = second && second.seconds < 1.05 * first.seconds ? null : first.approach;
  return { winner, because, table: rows.map((row) => Object.values(row).join(" ")).join("\n") };
}
