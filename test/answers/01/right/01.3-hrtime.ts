// exercise 01.3 · Repair the stopwatch
// The nanosecond counter.
async function timed<Input>(
  prepare: () => Input | Promise<Input>,
  work: (input: Input) => unknown,
): Promise<number> {
  const input = await prepare();
  const start = process.hrtime.bigint();
  await work(input);
  return Number(process.hrtime.bigint() - start) / 1e9;
}
