// exercise 07.3 · Taking turns
// Notes every run, and makes the rows at the end.
async function takeTurns(ways: readonly any[], rounds: number): Promise<any[]> {
  const notes: { at: number; round: number; run: any }[] = [];
  for (let round = -1; round < rounds; round += 1)
    for (let at = 0; at < ways.length; at += 1) notes.push({ at, round, run: await ways[at].run() });
  const failures = (run: any) => run.results.reduce((sum: number, r: any) => sum + (r.success ? 0 : 1), 0);
  return ways.map(({ label }, at) => {
    const own = notes.filter((note) => note.at === at && note.round >= 0).map((note) => note.run);
    return {
      label,
      seconds: own.filter((run) => failures(run) === 0).map((run) => run.totalSeconds),
      failed: own.map(failures).reduce((a, b) => a + b, 0),
    };
  });
}
