// exercise 02.3 · A coordinator of your own
// Starts the clock when all are launched.
// fails: an agent that computes before it first waits is on the clock as well
async function coordinate<Result>(
  agents: readonly (() => Promise<Result>)[],
): Promise<{ outcomes: readonly Outcome<Result>[]; totalSeconds: number }> {
  const launched = agents.map(async (launch) => launch());
  const start = performance.now();
  const settled = await Promise.allSettled(launched);
  const totalSeconds = (performance.now() - start) / 1000;
  const outcomes = settled.map((each) =>
    each.status === "fulfilled"
      ? { success: true, result: each.value, error: null }
      : { success: false, result: null, error: each.reason },
  );
  return { outcomes, totalSeconds };
}

interface Outcome<Result> {
  readonly success: boolean;
  readonly result: Result | null;
  readonly error: Error | null;
}
