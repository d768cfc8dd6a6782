// exercise 02.3 · A coordinator of your own
// Pushes results as they arrive.
// fails: the outcomes stand in the agents' order, whoever is done first
async function coordinate<R>(agents: readonly (() => Promise<R>)[]): Promise<any> {
  const t = performance.now();
  const outcomes: any[] = [];
  await Promise.all(
    agents.map((a) =>
      a().then(
        (result) => {
          outcomes.push({ success: true, result, error: null });
        },
        (error) => {
          outcomes.push({ success: false, result: null, error });
        },
      ),
    ),
  );
  return { outcomes, totalSeconds: (performance.now() - t) / 1000 };
}
