// exercise 02.3 · A coordinator of your own
// Launches the second agent when the first is done.
// fails: launches every agent before the first one is done
async function coordinate<R>(agents: readonly (() => Promise<R>)[]): Promise<any> {
  const t = performance.now();
  const outcomes = [];
  for (const a of agents) {
    try {
      outcomes.push({ success: true, result: await a(), error: null });
    } catch (error) {
      outcomes.push({ success: false, result: null, error });
    }
  }
  return { outcomes, totalSeconds: (performance.now() - t) / 1000 };
}
