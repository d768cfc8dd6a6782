// exercise 02.3 · A coordinator of your own
// Promise.all on promises that fail.
// fails: one failure leaves the other results alone
async function coordinate<R>(agents: readonly (() => Promise<R>)[]): Promise<any> {
  const t = performance.now();
  const results = await Promise.all(agents.map((a) => a()));
  return {
    outcomes: results.map((result) => ({ success: true, result, error: null })),
    totalSeconds: (performance.now() - t) / 1000,
  };
}
