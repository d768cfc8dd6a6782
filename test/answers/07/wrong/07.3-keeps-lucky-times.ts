// exercise 07.3 · Taking turns
// Keeps the time of a round in which agents failed.
// fails: a round with a failed agent has no time, and its failures are counted
async function takeTurns(ways: readonly any[], rounds: number): Promise<any[]> {
  const rows = ways.map(({ label }) => ({ label, seconds: [] as number[], failed: 0 }));
  for (const way of ways) await way.run();
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, way] of ways.entries()) {
      const run = await way.run();
      const failed = run.results.filter((r: any) => !r.success).length;
      const row = rows[at];
      if (!row) continue;
      row.failed += failed;
      row.seconds.push(run.totalSeconds);
    }
  }
  return rows;
}
