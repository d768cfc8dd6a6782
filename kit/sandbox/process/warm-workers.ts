import { KeptOpen } from "../../common/kept-open.ts";

/** Where labs look for what keeps workers, as in a notebook. */
const KEY = Symbol.for("swarmlab.kernel");

const kept = new KeptOpen();
/** Whether the runs of the loaded answer share workers. */
let isShared = true;

/**
 * Lets the runs of an answer share workers until the next check, as the cells of a notebook do: an answer that measures its team
 * starts dozens of threads and processes otherwise. Nothing is printed about it, because checks read what an answer prints.
 */
export function keepWorkersWarm(): void {
  const keepOpen = kept.get.bind(kept);
  const kernel = {
    onInterrupt: () => () => {},
    get keepOpen() {
      return isShared ? keepOpen : undefined;
    },
    isQuiet: true,
  };
  Object.defineProperty(globalThis, KEY, { value: Object.freeze(kernel) });
}

/** Ends the workers of the check before. What still runs on them is stopped. */
export function endWarmWorkers(): void {
  kept.close();
  isShared = true;
}

/** Lets each run of the loaded answer start workers of its own, for a check that counts them. */
export function startWorkersAnew(): void {
  kept.close();
  isShared = false;
}
