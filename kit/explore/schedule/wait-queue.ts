import { performNatively } from "../runtime/perform.ts";
import type { Op } from "../runtime/suspensions.ts";
import type { VirtualThread } from "../runtime/thread.ts";
import { inside, pendingPromise } from "../runtime/virtual-promise.ts";
import type { ExplorationOptions } from "./exploration-options.ts";
import type { PendingWait } from "./pending-wait.ts";

/** A notification that woke no thread. */
export interface NotifyWithoutWaiter {
  readonly thread: number;
  readonly op: Op;
}

/** The waits for words of memory, in the order of arrival: `Atomics.wait`, `waitAsync` and `notify`. */
export class WaitQueue {
  readonly pending: PendingWait[] = [];
  readonly withoutWaiter: NotifyWithoutWaiter[] = [];
  readonly #options: ExplorationOptions;

  constructor(options: ExplorationOptions) {
    this.#options = options;
  }

  /** @returns the immediate result of the wait; undefined when the thread sleeps */
  wait(thread: VirtualThread, op: Op): "not-equal" | "timed-out" | undefined {
    if (performNatively(op) !== op.value) return "not-equal";
    const limit = timeLimit(op.other);
    if (limit <= 0) return "timed-out";
    if (limit < Number.POSITIVE_INFINITY) this.#options.futures.noteTimeLimit();
    thread.waitDeadline = this.#options.world.clock + limit;
    thread.state = "waiting";
    this.pending.push({ thread, op, promise: undefined, position: 0, timer: undefined });
    return undefined;
  }

  /** @returns the result of `Atomics.waitAsync` */
  waitAsync(thread: VirtualThread, op: Op): { async: boolean; value: unknown } {
    if (performNatively(op) !== op.value) return { async: false, value: "not-equal" };
    const limit = timeLimit(op.other);
    if (limit <= 0) return { async: false, value: "timed-out" };
    const promise = pendingPromise();
    const { position } = thread.loops.history;
    thread.loops.changes++;
    const wait: PendingWait = { thread, op, promise, position, timer: undefined };
    this.pending.push(wait);
    if (limit < Number.POSITIVE_INFINITY)
      wait.timer = thread.addTimer(limit, undefined, () => {
        this.pending.splice(this.pending.indexOf(wait), 1);
        inside.resolve(promise, "timed-out");
      });
    return { async: true, value: promise };
  }

  /** Ends waits in the order of arrival. @param woken - gets their thread numbers. @returns the number of waits */
  notify(thread: VirtualThread, op: Op, woken: number[]): number {
    const most =
      op.value === undefined ? Number.POSITIVE_INFINITY : Math.max(0, Math.trunc(Number(op.value)) || 0);
    const ended = this.pending
      .filter((wait) => wait.op.memory === op.memory && wait.op.low === op.low)
      .slice(0, most);
    for (const wait of ended) {
      this.pending.splice(this.pending.indexOf(wait), 1);
      this.#options.races.onWake(thread.index, wait.thread.index);
      woken.push(wait.thread.index);
      wake(wait, "ok", this.#options.world.clock);
    }
    if (ended.length === 0) this.withoutWaiter.push({ thread: thread.index, op });
    return ended.length;
  }

  /** Removes the waits of a thread that died. */
  removeAll(thread: VirtualThread): void {
    for (let at = this.pending.length - 1; at >= 0; at--)
      if (this.pending[at]?.thread === thread) this.pending.splice(at, 1);
  }

  /** Ends the time limit of a sleeping thread. */
  expire(thread: VirtualThread): void {
    const at = this.pending.findIndex((wait) => wait.thread === thread && wait.promise === undefined);
    const [wait] = this.pending.splice(at, 1);
    if (wait) wake(wait, "timed-out", this.#options.world.clock);
  }
}

function wake(
  { thread, promise, timer, position }: PendingWait,
  how: "ok" | "timed-out",
  clock: number,
): void {
  const { history } = thread.loops;
  history.event(WOKEN + position, clock);
  history.mixValue(how);
  if (promise === undefined) {
    thread.waitDeadline = Number.POSITIVE_INFINITY;
    thread.state = "ready";
    thread.loops.forget();
    thread.advance(how);
    return;
  }
  if (timer !== undefined) thread.timers.remove(timer);
  thread.wake(() => inside.resolve(promise, how));
}

/** Marks a wake-up among a thread's events. */
const WOKEN = 0x7000_0000;

/** A time limit in milliseconds, as `Atomics.wait` reads it. Without one it is infinite. */
function timeLimit(value: unknown): number {
  const limit = value === undefined ? Number.NaN : Number(value);
  return Number.isNaN(limit) ? Number.POSITIVE_INFINITY : Math.max(0, limit);
}
