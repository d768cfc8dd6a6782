// exercise 07.2 · Warm up, then measure
// Promise.all starts every round at once.
// fails: one round ends before the next begins
function median(values: readonly number[]): number {
  const s = [...values].sort((a, b) => a - b);
  const m = s.length >> 1;
  return s.length % 2 === 1 ? (s[m] ?? 0) : ((s[m - 1] ?? 0) + (s[m] ?? 0)) / 2;
}

async function measure<I>(prepare: () => I | Promise<I>, work: (input: I) => unknown, rounds: number): Promise<number[]> {
  await work(await prepare());
  return Promise.all(
    Array.from({ length: rounds }, async () => {
      const input = await prepare();
      const start = performance.now();
      await work(input);
      return (performance.now() - start) / 1000;
    }),
  );
}
