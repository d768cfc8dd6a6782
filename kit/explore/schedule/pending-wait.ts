import type { Op } from "../runtime/suspensions.ts";
import type { VirtualThread } from "../runtime/thread.ts";
import type { VirtualPromise } from "../runtime/virtual-promise.ts";

/** A wait of a thread, or of a promise of `waitAsync`, until a notification. */
export interface PendingWait {
  readonly thread: VirtualThread;
  readonly op: Op;
  /** The promise of an asynchronous wait. */
  readonly promise: VirtualPromise | undefined;
  /** The number of the thread's events before an asynchronous wait. */
  readonly position: number;
  timer: number | undefined;
}
