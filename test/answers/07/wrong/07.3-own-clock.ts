// exercise 07.3 · Taking turns
// Measures anew, start of the threads and all.
// fails: the seconds are those of the runs, one for each round
async function takeTurns(ways: readonly any[], rounds: number): Promise<any[]> {
  const rows = ways.map(({ label }) => ({ label, seconds: [] as number[], failed: 0 }));
  for (const way of ways) await way.run();
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, way] of ways.entries()) {
      const start = performance.now();
      const run = await way.run();
      const failed = run.results.filter((r: any) => !r.success).length;
      const row = rows[at];
      if (!row) continue;
      row.failed += failed;
      if (failed === 0) row.seconds.push((performance.now() - start) / 1000);
    }
  }
  return rows;
}
