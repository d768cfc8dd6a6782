// exercise 07.3 · Taking turns
// All rounds of A, then all rounds of B.
// fails: in each round every way has its turn
async function takeTurns(ways: readonly any[], rounds: number): Promise<any[]> {
  const rows: any[] = [];
  for (const { label, run } of ways) {
    await run();
    const row = { label, seconds: [] as number[], failed: 0 };
    for (let round = 0; round < rounds; round += 1) {
      const { totalSeconds, results } = await run();
      const failed = results.filter((r: any) => !r.success).length;
      row.failed += failed;
      if (failed === 0) row.seconds.push(totalSeconds);
    }
    rows.push(row);
  }
  return rows;
}
