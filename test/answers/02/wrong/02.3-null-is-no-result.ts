// exercise 02.3 · A coordinator of your own
// Takes the result for the sign of success, and zero is falsy.
// fails: zero, nothing and false are results too
interface Outcome<Result> {
  readonly success: boolean;
  readonly result: Result | null;
  readonly error: Error | null;
}

async function coordinate<Result>(
  agents: readonly (() => Promise<Result>)[],
): Promise<{ outcomes: readonly Outcome<Result>[]; totalSeconds: number }> {
  const start = performance.now();
  const outcomes = await Promise.all(
    agents.map(async (launch) => {
      let error: Error | null = null;
      const result = await launch().catch((thrown: Error) => {
        error = thrown;
        return null;
      });
      return { success: Boolean(result), result, error };
    }),
  );
  return { outcomes, totalSeconds: (performance.now() - start) / 1000 };
}
