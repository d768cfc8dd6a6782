// exercise 01.3 · Repair the stopwatch
// Measures how long it takes to begin.
// fails: the time of the work is in it, in seconds
async function timed<Input>(
  prepare: () => Input | Promise<Input>,
  work: (input: Input) => unknown,
): Promise<number> {
  const input = await prepare();
  const start = performance.now();
  work(input);
  return (performance.now() - start) / 1000;
}
