// exercise 02.3 · A coordinator of your own
// Promise.allSettled.
async function coordinate<R>(agents: readonly (() => Promise<R>)[]) {
  const t = process.hrtime.bigint();
  const settled = await Promise.allSettled(agents.map(async (a) => a()));
  const totalSeconds = Number(process.hrtime.bigint() - t) / 1e9;
  return {
    totalSeconds,
    outcomes: settled.map((s) =>
      s.status === "fulfilled"
        ? { success: true, result: s.value, error: null }
        : { success: false, result: null, error: s.reason },
    ),
  };
}
