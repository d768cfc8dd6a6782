import type { VirtualThread } from "../runtime/thread.ts";

import type { PendingWait } from "./pending-wait.ts";

/** A run as the choosers and observers see it. */
export interface RunView {
  readonly threads: readonly VirtualThread[];
  /** The choices made so far. */
  readonly choices: readonly number[];
  /** The thread that made the last step; -1 before the first. */
  readonly current: number;
  /** How many threads may still die in this run. */
  readonly crashesLeft: number;
  /** The number of threads that may die: the first ones. The one that recovers after a death may not. */
  readonly mortals: number;
  /** The threads that the last step changed: the one that made it, and those that it woke. Before the first step all threads. */
  readonly fresh: readonly number[];
  /** The waits, in the order of arrival. */
  readonly waiting: { readonly pending: readonly PendingWait[] };
  /** The number of deaths of which the recovering thread does not know yet. */
  readonly pendingDeaths: number;
  /** Preemptions so far. */
  readonly preemptions: number;
}
