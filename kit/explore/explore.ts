import type { ExploreOptions } from "./options.ts";
import { Verdict } from "./verdict-view.ts";

/**
 * Tries the orders in which threads can run, one after the other, until one fails or all that matter have been tried. What a stress test finds
 * on a lucky day, this finds every time, and shows the shortest order that fails.
 *
 * The threads are virtual: their code is transformed so that another thread can go on before every access to shared memory. It runs in one
 * real thread, and nothing ever sleeps.
 *
 * @example
 * await explore({
 *   shared: () => ({ counter: new Int32Array(new SharedArrayBuffer(4)) }),
 *   threads: [({ counter }) => { counter[0]++; }, ({ counter }) => { counter[0]++; }],
 *   finally: ({ counter }) => counter[0] === 2,
 * });
 *
 * @throws ExploreError when there is nothing to explore, or it cannot be explored
 */
export async function explore<S>(options: ExploreOptions<S>): Promise<Verdict> {
  // Loaded when it is first needed: a notebook that explores nothing starts sooner.
  const { exploration } = await import("./exploration.ts");
  return new Verdict(await exploration(options as ExploreOptions<never>));
}
