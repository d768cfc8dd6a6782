// exercise 02.3 · A coordinator of your own
// Starts the clock when all is over.
// fails: the total time reaches from the first launch to the last result, in seconds
async function coordinate<R>(agents: readonly (() => Promise<R>)[]): Promise<any> {
  const outcomes = await Promise.all(
    agents.map((a) =>
      a().then(
        (result) => ({ success: true, result, error: null }),
        (error) => ({ success: false, result: null, error }),
      ),
    ),
  );
  const t = performance.now();
  return { outcomes, totalSeconds: (performance.now() - t) / 1000 };
}
