// exercise 07.2 · Warm up, then measure
// The mean for the median.
// fails: the median is the value in the middle
// fails: an even number of values has its median halfway
function median(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
async function measure<I>(prepare: () => I | Promise<I>, work: (input: I) => unknown, rounds: number): Promise<number[]> {
  await work(await prepare());
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const input = await prepare();
    const start = performance.now();
    await work(input);
    seconds.push((performance.now() - start) / 1000);
  }
  return seconds;
}
