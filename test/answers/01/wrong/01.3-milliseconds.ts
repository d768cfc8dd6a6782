// exercise 01.3 · Repair the stopwatch
// Returns milliseconds.
// fails: the time of the work is in it, in seconds
async function timed<Input>(
  prepare: () => Input | Promise<Input>,
  work: (input: Input) => unknown,
): Promise<number> {
  const input = await prepare();
  const start = performance.now();
  await work(input);
  return performance.now() - start;
}
