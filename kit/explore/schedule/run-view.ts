import type { VirtualThread } from "../runtime/thread.ts";

/** A run as the choosers and observers see it. */
export interface RunView {
  readonly threads: readonly VirtualThread[];
  /** The choices made so far. */
  readonly choices: readonly number[];
  /** The thread that made the last step; -1 before the first. */
  readonly current: number;
  /** Preemptions so far. */
  readonly preemptions: number;
}
