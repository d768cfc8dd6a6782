// exercise 07.2 · Warm up, then measure
// Measures from the first run on.
// fails: the work ran once before it was measured
function median(values: readonly number[]): number {
  const s = [...values].sort((a, b) => a - b);
  const m = s.length >> 1;
  return s.length % 2 === 1 ? (s[m] ?? 0) : ((s[m - 1] ?? 0) + (s[m] ?? 0)) / 2;
}

async function measure<I>(prepare: () => I | Promise<I>, work: (input: I) => unknown, rounds: number): Promise<number[]> {
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const input = await prepare();
    const start = performance.now();
    await work(input);
    seconds.push((performance.now() - start) / 1000);
  }
  return seconds;
}
