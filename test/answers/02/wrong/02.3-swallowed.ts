// exercise 02.3 · A coordinator of your own
// A failure without its reason.
// fails: the outcome of a failure says why
async function coordinate<R>(agents: readonly (() => Promise<R>)[]): Promise<any> {
  const t = performance.now();
  const outcomes = await Promise.all(
    agents.map((a) =>
      a().then(
        (result) => ({ success: true, result, error: null }),
        () => ({ success: false, result: null, error: null }),
      ),
    ),
  );
  return { outcomes, totalSeconds: (performance.now() - t) / 1000 };
}
