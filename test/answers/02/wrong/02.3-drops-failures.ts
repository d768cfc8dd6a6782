// exercise 02.3 · A coordinator of your own
// Leaves failed agents out.
// fails: one failure leaves the other results alone
async function coordinate<R>(agents: readonly (() => Promise<R>)[]): Promise<any> {
  const t = performance.now();
  const s = await Promise.allSettled(agents.map((a) => a()));
  return {
    outcomes: s
      .filter((x) => x.status === "fulfilled")
      .map((x: any) => ({ success: true, result: x.value, error: null })),
    totalSeconds: (performance.now() - t) / 1000,
  };
}
