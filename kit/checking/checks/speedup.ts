import { median } from "../../common/median.ts";

/**
 * How many times faster an answer is with several workers than the same answer with one worker. The two alternate for some rounds, so that other
 * load on the machine slows both down, and the medians are compared. For checks with `alone` and `cores`.
 *
 * @param run - runs the answer's work with that many workers
 * @param options.workers - how many are compared with one
 * @param options.rounds - @default 3
 * @example
 * check("three workers help", { alone: true, cores: 2, timeout: 20_000 }, async ({ submission }) => {
 *   const speedup = await speedupOf((workers) => submission.call("work", workers), { workers: 2 });
 *   expect(speedup, "With two workers it should be clearly faster than with one").toBeGreaterThan(1.3);
 * });
 */
export async function speedupOf(
  run: (workers: number) => Promise<unknown>,
  { workers, rounds = 3 }: { readonly workers: number; readonly rounds?: number },
): Promise<number> {
  // The first run is slower than all others, and is not counted.
  await run(workers);
  const seconds: Record<"one" | "several", number[]> = { one: [], several: [] };
  for (let round = 0; round < rounds; round += 1) {
    seconds.one.push(await secondsOf(() => run(1)));
    seconds.several.push(await secondsOf(() => run(workers)));
  }
  return median(seconds.one) / median(seconds.several);
}

async function secondsOf(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return (performance.now() - start) / 1000;
}
