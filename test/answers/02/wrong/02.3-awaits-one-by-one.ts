// exercise 02.3 · A coordinator of your own
// Launches all, then awaits one after the other: an early failure of a later agent is left unhandled.
// fails: one failure leaves the other results alone
async function coordinate<Result>(
  agents: readonly (() => Promise<Result>)[],
): Promise<{ outcomes: readonly Outcome<Result>[]; totalSeconds: number }> {
  const start = performance.now();
  const launched = agents.map((launch) => launch());
  const outcomes: Outcome<Result>[] = [];
  for (const promise of launched) {
    try {
      outcomes.push({ success: true, result: await promise, error: null });
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      outcomes.push({ success: false, result: null, error });
    }
  }
  return { outcomes, totalSeconds: (performance.now() - start) / 1000 };
}

interface Outcome<Result> {
  readonly success: boolean;
  readonly result: Result | null;
  readonly error: Error | null;
}
