// exercise 07.2 · Warm up, then measure
// median() sorts the caller's list.
// fails: the list of the caller stays as it was
function median(values: readonly number[]): number {
  const sorted = (values as number[]).sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

async function measure<Input>(
  prepare: () => Input | Promise<Input>,
  work: (input: Input) => unknown,
  rounds: number,
): Promise<number[]> {
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
