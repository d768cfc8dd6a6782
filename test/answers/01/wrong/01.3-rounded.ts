// exercise 01.3 · Repair the stopwatch
// Rounds to whole milliseconds.
// fails: the clock is finer than a millisecond
async function timed<Input>(
  prepare: () => Input | Promise<Input>,
  work: (input: Input) => unknown,
): Promise<number> {
  const input = await prepare();
  const start = performance.now();
  await work(input);
  return Math.round(performance.now() - start) / 1000;
}
