// exercise 07.2 · Warm up, then measure
// The work is done, and no clock is read.
// fails: the time of the work is in it, in seconds
function median(values: readonly number[]): number {
  const s = [...values].sort((a, b) => a - b);
  const m = s.length >> 1;
  return s.length % 2 === 1 ? (s[m] ?? 0) : ((s[m - 1] ?? 0) + (s[m] ?? 0)) / 2;
}
async function measure(prepare: any, work: any, rounds: number): Promise<number[]> {
  for (let round = 0; round <= rounds; round += 1) await work(await prepare());
  return Array.from({ length: rounds }, (_, at) => 0.0123 + at / 1000);
}
