// exercise 07.2 · Warm up, then measure
// A median by taking away both ends, and rounds by recursion.
function median(values: readonly number[]): number {
  if (values.length <= 2) return values.reduce((sum, value) => sum + value, 0) / values.length;
  const inner = [...values];
  inner.splice(inner.indexOf(Math.min(...inner)), 1);
  inner.splice(inner.indexOf(Math.max(...inner)), 1);
  return median(inner);
}
async function measure<I>(prepare: () => I | Promise<I>, work: (input: I) => unknown, rounds: number): Promise<number[]> {
  const once = async () => {
    const input = await prepare();
    const begin = performance.now();
    await work(input);
    return (performance.now() - begin) / 1000;
  };
  const go = async (left: number): Promise<number[]> => (left === 0 ? [] : [await once(), ...(await go(left - 1))]);
  await once();
  return go(rounds);
}
