import { KeptOpen } from "../../common/kept-open.ts";

/** Where labs look for what keeps workers, as in a notebook. */
const KEY = Symbol.for("swarmlab.kernel");

const kept = new KeptOpen();

/**
 * Lets the runs of an answer share workers until the next check, as the cells of a notebook do: an answer that measures its team
 * starts dozens of threads and processes otherwise. Nothing is printed about it, because checks read what an answer prints.
 */
export function keepWorkersWarm(): void {
  const kernel = {
    onInterrupt: () => () => {},
    keepOpen: kept.get.bind(kept),
    isQuiet: true,
  };
  Object.defineProperty(globalThis, KEY, { value: Object.freeze(kernel) });
}

/** Ends the workers of the check before. What still runs on them is stopped. */
export function endWarmWorkers(): void {
  kept.close();
}
