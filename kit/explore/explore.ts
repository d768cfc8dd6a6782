import type { ExploreOptions } from "./options.ts";
import { Verdict } from "./verdict-view.ts";

/**
 * Runs threads in one order of steps after the other, until one order fails or all orders that differ have been tried. A bug that a stress test
 * finds by luck is found every time, with the shortest order that fails.
 *
 * The threads are virtual. Their code is transformed so that the scheduler can switch to another thread before every access to shared memory.
 * All of them run in one real thread, which never sleeps.
 *
 * @example
 * await explore({
 *   shared: () => ({ counter: new Int32Array(new SharedArrayBuffer(4)) }),
 *   threads: [({ counter }) => { counter[0]++; }, ({ counter }) => { counter[0]++; }],
 *   finally: ({ counter }) => counter[0] === 2,
 * });
 *
 * @throws ExploreError when the program cannot be explored
 */
export async function explore<S>(options: ExploreOptions<S>): Promise<Verdict> {
  // Loaded on the first call, so that a notebook that explores nothing starts sooner.
  const { startExploration } = await import("./exploration.ts");
  const { verdict, rest } = await startExploration(options as ExploreOptions<never>);
  return new Verdict(verdict, rest);
}
