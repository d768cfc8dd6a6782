// exercise 01.3 · Repair the stopwatch
// A promise chain.
const timed = <Input>(
  prepare: () => Input | Promise<Input>,
  work: (input: Input) => unknown,
): Promise<number> =>
  Promise.resolve(prepare()).then(async (input) => {
    const s = performance.now();
    await work(input);
    const e = performance.now();
    return (e - s) * 1e-3;
  });
