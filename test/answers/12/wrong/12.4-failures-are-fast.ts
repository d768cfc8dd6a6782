// exercise 12.4 · The clock
// fails: a run in which an agent failed gives no time
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
    await run(prepared);
    if (round > 0) seconds.push((performance.now() - start) / 1000);
  }
  const sorted = [...seconds].sort((a, b) => a - b);
  const half = rounds >> 1;
  return { seconds, median: rounds % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2 };
}
