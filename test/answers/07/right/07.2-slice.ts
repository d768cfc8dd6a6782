// exercise 07.2 · Warm up, then measure
// Keeps all rounds and throws the first away; the clock of all threads.
function median(values: readonly number[]): number {
  const s = [...values].sort((a, b) => a - b);
  const m = s.length >> 1;
  return s.length % 2 === 1 ? (s[m] ?? 0) : ((s[m - 1] ?? 0) + (s[m] ?? 0)) / 2;
}

async function measure<I>(prepare: () => I | Promise<I>, work: (input: I) => unknown, rounds: number): Promise<number[]> {
  const all: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const input = await prepare();
    const start = process.hrtime.bigint();
    await work(input);
    all.push(Number(process.hrtime.bigint() - start) / 1e9);
  }
  return all.slice(1);
}
