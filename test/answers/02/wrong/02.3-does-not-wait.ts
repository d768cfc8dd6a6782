// exercise 02.3 · A coordinator of your own
// forEach with an async function.
// fails: waits for the last agent
async function coordinate<R>(agents: readonly (() => Promise<R>)[]): Promise<any> {
  const t = performance.now();
  const outcomes: any[] = [];
  agents.forEach(async (a, i) => {
    try {
      outcomes[i] = { success: true, result: await a(), error: null };
    } catch (error) {
      outcomes[i] = { success: false, result: null, error };
    }
  });
  return { outcomes, totalSeconds: (performance.now() - t) / 1000 };
}
