// exercise 12.4 · The clock
// Sorts numbers as words: 10 s before 9 s.
// fails: the median is that of numbers, also where one has more digits than another
interface Timing {
  /** One for each round that counts, in seconds. */
  readonly seconds: readonly number[];
  readonly median: number;
}

async function timeRuns<Prepared>(
  prepare: () => Promise<Prepared>,
  run: (prepared: Prepared) => Promise<readonly { readonly success: boolean }[]>,
  rounds: number,
): Promise<Timing> {
  const seconds: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const prepared = await prepare();
    const start = performance.now();
    const results = await run(prepared);
    const took = (performance.now() - start) / 1000;
    const failed = results.filter(({ success }) => !success).length;
    if (failed > 0) throw new Error(`${failed} of ${results.length} agents failed in round ${round}: its time means nothing`);
    if (round > 0) seconds.push(took);
  }
  const sorted = seconds.toSorted();
  const half = Math.floor(sorted.length / 2);
  return { seconds, median: sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2 };
}
