// exercise 01.3 · Repair the stopwatch
// Everything right but the clock.
// fails: the clock is finer than a millisecond
async function timed<Input>(
  prepare: () => Input | Promise<Input>,
  work: (input: Input) => unknown,
): Promise<number> {
  const input = await prepare();
  const start = Date.now();
  await work(input);
  return (Date.now() - start) / 1000;
}
