// exercise 12.4 · The clock
// fails: each round is prepared anew, and gets what was prepared for it
interface Timing {
  readonly seconds: readonly number[];
  readonly median: number;
}

async function timeRuns<Prepared>(
  prepare: () => Promise<Prepared>,
  run: (prepared: Prepared) => Promise<readonly { readonly success: boolean }[]>,
  rounds: number,
): Promise<Timing> {
  const prepared = await prepare();
  const seconds: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const start = performance.now();
    const results = await run(prepared);
    const taken = (performance.now() - start) / 1000;
    if (results.some(({ success }) => !success)) throw new Error("an agent failed");
    if (round > 0) seconds.push(taken);
  }
  const sorted = [...seconds].sort((a, b) => a - b);
  const half = rounds >> 1;
  return { seconds, median: rounds % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2 };
}
