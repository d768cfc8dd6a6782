// exercise 07.2 · Warm up, then measure
// All inputs are there before the first round, one for each.
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
  const inputs: Input[] = [];
  for (let i = 0; i <= rounds; i++) inputs.push(await prepare());
  const seconds: number[] = [];
  for (const input of inputs) {
    const start = performance.now();
    await work(input);
    seconds.push((performance.now() - start) / 1000);
  }
  return seconds.slice(1);
}
