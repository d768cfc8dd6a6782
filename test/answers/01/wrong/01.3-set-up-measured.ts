// exercise 01.3 · Repair the stopwatch
// The clock starts before the set-up.
// fails: the time of the set-up is not in it
async function timed<Input>(
  prepare: () => Input | Promise<Input>,
  work: (input: Input) => unknown,
): Promise<number> {
  const start = performance.now();
  const input = await prepare();
  await work(input);
  return (performance.now() - start) / 1000;
}
