// exercise 07.2 · Warm up, then measure
// The first round gets the input that the warm-up has used.
// fails: each round has a fresh input
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

async function measure<Input>(
  prepare: () => Input | Promise<Input>,
  work: (input: Input) => unknown,
  rounds: number,
): Promise<number[]> {
  let input = await prepare();
  await work(input);
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await work(input);
    seconds.push((performance.now() - start) / 1000);
    if (round < rounds - 1) input = await prepare();
  }
  return seconds;
}
