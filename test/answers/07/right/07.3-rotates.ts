// exercise 07.3 · Taking turns
// Another way begins in each round.
async function takeTurns(ways: readonly any[], rounds: number): Promise<any[]> {
  for (const way of ways) await way.run();
  const seconds: number[][] = ways.map(() => []);
  const failed: number[] = ways.map(() => 0);
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < ways.length; turn += 1) {
      const at = (round + turn) % ways.length;
      const run = await ways[at].run();
      const lost = run.results.filter((r: any) => !r.success).length;
      failed[at] = (failed[at] ?? 0) + lost;
      if (lost === 0) seconds[at]?.push(run.totalSeconds);
    }
  }
  return ways.map(({ label }, at) => ({ label, seconds: seconds[at], failed: failed[at] }));
}
