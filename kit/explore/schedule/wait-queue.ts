import { performNatively } from "../runtime/perform.ts";
import type { Op } from "../runtime/suspensions.ts";
import type { VirtualThread } from "../runtime/thread.ts";
import { VirtualPromise } from "../runtime/virtual-promise.ts";
import type { ExplorationOptions } from "./exploration-options.ts";

/** Somebody who sleeps until notified. */
export interface Waiter {
  readonly thread: VirtualThread;
  readonly op: Op;
  /** Of an asynchronous wait: settles the promise. */
  readonly promise: VirtualPromise | undefined;
  timer: number | undefined;
}

/** A notification that found nobody. */
export interface UnheardNotify {
  readonly thread: number;
  readonly op: Op;
}

/** Who waits for which word of memory, in the order in which they came: `Atomics.wait`, `waitAsync` and `notify`. */
export class WaitQueue {
  readonly waiters: Waiter[] = [];
  readonly unheard: UnheardNotify[] = [];
  readonly #options: ExplorationOptions;

  constructor(options: ExplorationOptions) {
    this.#options = options;
  }

  /** @returns what the wait comes to at once; undefined when the thread sleeps now */
  wait(thread: VirtualThread, op: Op): "not-equal" | "timed-out" | undefined {
    if (performNatively(op) !== op.value) return "not-equal";
    const limit = timeLimit(op.other);
    if (limit <= 0) return "timed-out";
    thread.waitDeadline = this.#options.world.clock + limit;
    thread.state = "waiting";
    this.waiters.push({ thread, op, promise: undefined, timer: undefined });
    return undefined;
  }

  /** @returns what `Atomics.waitAsync` returns */
  waitAsync(thread: VirtualThread, op: Op): { async: boolean; value: unknown } {
    if (performNatively(op) !== op.value) return { async: false, value: "not-equal" };
    const limit = timeLimit(op.other);
    if (limit <= 0) return { async: false, value: "timed-out" };
    const promise = new VirtualPromise();
    const waiter: Waiter = { thread, op, promise, timer: undefined };
    this.waiters.push(waiter);
    if (limit < Number.POSITIVE_INFINITY)
      waiter.timer = thread.addTimer(limit, undefined, () => {
        this.waiters.splice(this.waiters.indexOf(waiter), 1);
        promise.resolve("timed-out");
      });
    return { async: true, value: promise };
  }

  /** Wakes those who came first. @param woken - gets their numbers. @returns how many */
  notify(thread: VirtualThread, op: Op, woken: number[]): number {
    const most =
      op.value === undefined ? Number.POSITIVE_INFINITY : Math.max(0, Math.trunc(Number(op.value)) || 0);
    const heard = this.waiters
      .filter((waiter) => waiter.op.memory === op.memory && waiter.op.low === op.low)
      .slice(0, most);
    for (const waiter of heard) {
      this.waiters.splice(this.waiters.indexOf(waiter), 1);
      this.#options.races.onWake(thread.index, waiter.thread.index);
      woken.push(waiter.thread.index);
      wake(waiter, "ok");
    }
    if (heard.length === 0) this.unheard.push({ thread: thread.index, op });
    return heard.length;
  }

  /** The time limit of a sleeping thread is over. */
  expire(thread: VirtualThread): void {
    const at = this.waiters.findIndex((waiter) => waiter.thread === thread && waiter.promise === undefined);
    const [waiter] = this.waiters.splice(at, 1);
    if (waiter) wake(waiter, "timed-out");
  }
}

function wake({ thread, promise, timer }: Waiter, how: "ok" | "timed-out"): void {
  if (promise === undefined) {
    thread.waitDeadline = Number.POSITIVE_INFINITY;
    thread.state = "ready";
    thread.loops.forget();
    thread.advance(how);
    return;
  }
  if (timer !== undefined) thread.timers.remove(timer);
  thread.wake(() => promise.resolve(how));
}

/** Milliseconds, as `Atomics.wait` reads them: none is for ever. */
function timeLimit(value: unknown): number {
  const limit = value === undefined ? Number.NaN : Number(value);
  return Number.isNaN(limit) ? Number.POSITIVE_INFINITY : Math.max(0, limit);
}
