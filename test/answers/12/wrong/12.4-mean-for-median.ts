// exercise 12.4 · The clock
// fails: the median is the middle of the counted rounds
interface Timing {
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
    const taken = (performance.now() - start) / 1000;
    if (results.some(({ success }) => !success)) throw new Error("an agent failed");
    if (round > 0) seconds.push(taken);
  }
  return { seconds, median: seconds.reduce((sum, one) => sum + one, 0) / rounds };
}
