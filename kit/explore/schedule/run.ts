import { performNatively } from "../runtime/perform.ts";
import type { Op } from "../runtime/suspensions.ts";
import { EndlessLoop, VirtualThread, type World } from "../runtime/thread.ts";
import { VirtualPromise } from "../runtime/virtual-promise.ts";
import { type Chooser, canContinue } from "./chooser.ts";
import type { RaceDetector } from "./races.ts";

/** How a run ended. */
export type RunEnd =
  | { readonly kind: "finished" }
  /** The chooser saw that this run would show nothing new. */
  | { readonly kind: "pruned" }
  | { readonly kind: "thrown"; readonly thread: number; readonly error: unknown }
  | { readonly kind: "endless"; readonly thread: number }
  /** Nobody can go on, and somebody sleeps. */
  | { readonly kind: "stuck" }
  /** Nobody can go on, and those who are not asleep look again and again at memory that nobody changes. */
  | { readonly kind: "spinning" }
  | { readonly kind: "too-long" }
  | {
      readonly kind: "broken";
      readonly by: "invariant" | "finally" | "lock";
      readonly error: unknown;
      readonly thread: number;
    };

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

/** What a run is made of, the same for all runs of an exploration. */
export interface Setting {
  readonly world: World;
  readonly threads: number;
  readonly seed: number;
  readonly mostSteps: number;
  readonly races: RaceDetector;
  /** Makes the threads' functions for a new run. */
  prepare(): readonly ((thread: VirtualThread) => unknown)[];
  /** Looks at the memory after a step that wrote. Throws when something is wrong. */
  inspect: ((op: Op, thread: VirtualThread) => void) | undefined;
  /** Looks at the end. */
  conclude: ((results: readonly unknown[]) => void) | undefined;
}

/** Told of each step of a run that is looked at closely. */
export interface Observer {
  before(run: Run, choice: number): void;
  after(run: Run, choice: number, result: StepResult): void;
}

/** What came of one step. */
export interface StepResult {
  readonly op: Op | undefined;
  readonly value: unknown;
  /** Threads that it woke. */
  readonly woken: readonly number[];
  readonly isAsleep: boolean;
}

/** A time limit that ends before its time: written as a choice below zero. */
export const timeoutChoice = (thread: number) => -1 - thread;
export const threadOfChoice = (choice: number) => (choice < 0 ? -1 - choice : choice);

export class BrokenRule extends Error {
  readonly by: "invariant" | "finally" | "lock";
  constructor(by: "invariant" | "finally" | "lock", cause: unknown) {
    super("", { cause });
    this.by = by;
  }
}

/** One run of all threads, in the order that a chooser decides. */
export class Run {
  readonly threads: VirtualThread[];
  readonly choices: number[] = [];
  readonly waiters: Waiter[] = [];
  readonly unheard: UnheardNotify[] = [];
  /** The thread that made the last step; -1 before the first. */
  current = -1;
  end: RunEnd | undefined;
  /** Switches away from a thread that could have gone on, and time limits that ended while somebody could. */
  preemptions = 0;
  readonly #setting: Setting;
  #woken: number[] = [];

  constructor(setting: Setting) {
    this.#setting = setting;
    setting.world.memories.reset();
    setting.world.clock = 0;
    setting.world.onHiddenAccess = (thread, op) => this.#hidden(thread, op);
    setting.races.startRun();
    this.threads = Array.from(
      { length: setting.threads },
      (_, i) => new VirtualThread(i, setting.world, setting.seed),
    );
  }

  /** Runs to the end. */
  execute(chooser: Chooser, observer?: Observer): RunEnd {
    const calls = this.#setting.prepare();
    for (const [i, thread] of this.threads.entries()) {
      thread.start(() => calls[i]?.(thread));
      if (thread.state === "failed") return this.#failed(thread);
    }
    for (;;) {
      const choice = this.#choose(chooser);
      if (typeof choice !== "number") {
        this.end = choice;
        return choice;
      }
      if (
        choice !== this.current &&
        (choice < 0 ? this.threads.some((one) => one.state === "ready") : canContinue(this))
      )
        this.preemptions++;
      observer?.before(this, choice);
      this.choices.push(choice);
      const end = choice < 0 ? this.#expire(choice, observer) : this.#step(choice, observer);
      if (end) {
        this.end = end;
        return end;
      }
    }
  }

  /** The next choice, or the end. */
  #choose(chooser: Chooser): number | RunEnd {
    let ready = 0;
    let spinning = 0;
    let open = 0;
    for (const { state } of this.threads) {
      if (state === "ready") ready++;
      else if (state === "spinning") spinning++;
      if (state !== "done") open++;
    }
    if (open === 0) return this.#conclude();
    if (ready === 0) {
      const next = this.#nextDeadline();
      if (next !== undefined) return timeoutChoice(next);
      return { kind: spinning > 0 ? "spinning" : "stuck" };
    }
    if (this.choices.length >= this.#setting.mostSteps) return { kind: "too-long" };
    return chooser.choose(this) ?? { kind: "pruned" };
  }

  /** Who has the earliest time limit: time passes when nobody can do anything else. */
  #nextDeadline(): number | undefined {
    let first: VirtualThread | undefined;
    for (const thread of this.threads) {
      const due = this.deadlineOf(thread);
      if (due < Number.POSITIVE_INFINITY && (first === undefined || due < this.deadlineOf(first)))
        first = thread;
    }
    return first?.index;
  }

  /** When a thread that waits will wait no longer. */
  deadlineOf(thread: VirtualThread): number {
    if (thread.state === "waiting") return thread.deadline;
    return thread.state === "idle"
      ? (thread.nextTimer?.due ?? Number.POSITIVE_INFINITY)
      : Number.POSITIVE_INFINITY;
  }

  #step(choice: number, observer: Observer | undefined): RunEnd | undefined {
    const { world, races, inspect } = this.#setting;
    const thread = this.threads[choice] as VirtualThread;
    const op = thread.op as Op;
    if (this.current !== choice) thread.turns = 0;
    this.current = choice;
    world.step++;
    thread.steps++;
    this.#woken = [];
    let value: unknown;
    let isAsleep = false;
    let isChange = op.writes;
    try {
      switch (op.kind) {
        case "wait":
          races.onAccess(choice, op, true, this.choices);
          isAsleep = this.#wait(thread, op);
          value = isAsleep ? undefined : thread.deadline === 0 ? "timed-out" : "not-equal";
          isChange = isAsleep;
          break;
        case "waitAsync":
          races.onAccess(choice, op, true, this.choices);
          value = this.#waitAsync(thread, op);
          isChange = true;
          break;
        case "notify":
          value = this.#notify(thread, op);
          break;
        case "compareExchange": {
          value = performNatively(op);
          isChange = value === op.value;
          races.onAccess(choice, op, !isChange, this.choices);
          break;
        }
        default:
          value = performNatively(op);
          races.onAccess(choice, op, !op.writes, this.choices);
      }
    } catch (error) {
      observer?.after(this, choice, { op, value: error, woken: [], isAsleep: false });
      thread.advanceThrowing(error);
      return thread.state === ("failed" as never) ? this.#failed(thread) : undefined;
    }
    if (isChange) {
      thread.noteWrite();
      if (op.kind !== "wait" && op.kind !== "waitAsync") this.#changed(op, thread);
    } else thread.noteRead(op);
    let broken: RunEnd | undefined;
    if (inspect && isChange) {
      try {
        inspect(op, thread);
      } catch (error) {
        if (!(error instanceof BrokenRule)) throw error;
        broken = { kind: "broken", by: error.by, error: error.cause, thread: choice };
      }
    }
    observer?.after(this, choice, { op, value, woken: this.#woken, isAsleep });
    if (broken) return broken;
    if (isAsleep) return undefined;
    thread.advance(value);
    return this.#ofFailed();
  }

  #ofFailed(): RunEnd | undefined {
    for (const thread of this.threads) if (thread.state === "failed") return this.#failed(thread);
    return undefined;
  }

  #failed(thread: VirtualThread): RunEnd {
    return thread.error instanceof EndlessLoop
      ? { kind: "endless", thread: thread.index }
      : { kind: "thrown", thread: thread.index, error: thread.error };
  }

  /** Memory has changed: who spins on it looks again. */
  #changed(op: Op, by: VirtualThread): void {
    op.memory.markWritten(op.low, op.high, this.#setting.world.step);
    for (const thread of this.threads)
      if (thread !== by && thread.state === "spinning" && thread.isAwakenedBy(op.memory, op.low, op.high))
        thread.state = "ready";
  }

  /** Code that cannot be suspended touches shared memory: that belongs to the step before it. */
  #hidden(thread: VirtualThread, op: Op): void {
    this.#setting.world.hasHiddenAccess = true;
    this.#setting.races.onAccess(thread.index, op, !op.writes, this.choices);
    thread.forgetReads();
    if (op.writes) this.#changed(op, thread);
  }

  /** @returns whether the thread sleeps now; else its deadline says whether its time was over at once */
  #wait(thread: VirtualThread, op: Op): boolean {
    const limit = timeLimit(op.other);
    thread.deadline = limit <= 0 ? 0 : this.#setting.world.clock + limit;
    if (performNatively(op) !== op.value) {
      thread.deadline = Number.POSITIVE_INFINITY;
      return false;
    }
    if (limit <= 0) return false;
    thread.state = "waiting";
    this.waiters.push({ thread, op, promise: undefined, timer: undefined });
    return true;
  }

  #waitAsync(thread: VirtualThread, op: Op): { async: boolean; value: unknown } {
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

  #notify(thread: VirtualThread, op: Op): number {
    const most =
      op.value === undefined ? Number.POSITIVE_INFINITY : Math.max(0, Math.trunc(Number(op.value)) || 0);
    let woken = 0;
    for (let i = 0; i < this.waiters.length && woken < most; ) {
      const waiter = this.waiters[i] as Waiter;
      if (waiter.op.memory !== op.memory || waiter.op.low !== op.low) {
        i++;
        continue;
      }
      this.waiters.splice(i, 1);
      woken++;
      this.#setting.races.onWake(thread.index, waiter.thread.index);
      this.#woken.push(waiter.thread.index);
      this.#wake(waiter, "ok");
    }
    if (woken === 0) this.unheard.push({ thread: thread.index, op });
    return woken;
  }

  #wake(waiter: Waiter, how: "ok" | "timed-out"): void {
    const { thread, promise } = waiter;
    if (promise === undefined) {
      thread.deadline = Number.POSITIVE_INFINITY;
      thread.state = "ready";
      thread.forgetReads();
      thread.advance(how);
      return;
    }
    if (waiter.timer !== undefined) thread.removeTimer(waiter.timer);
    thread.wake(() => promise.resolve(how));
  }

  /** A time limit is over. */
  #expire(choice: number, observer: Observer | undefined): RunEnd | undefined {
    const { world } = this.#setting;
    const thread = this.threads[threadOfChoice(choice)] as VirtualThread;
    world.clock = Math.max(world.clock, this.deadlineOf(thread));
    world.step++;
    this.#woken = [];
    if (thread.state === "waiting") {
      const at = this.waiters.findIndex((waiter) => waiter.thread === thread && waiter.promise === undefined);
      const [waiter] = this.waiters.splice(at, 1);
      if (waiter) this.#wake(waiter, "timed-out");
    } else {
      const timer = thread.nextTimer;
      if (timer) {
        thread.forgetReads();
        thread.fireTimer(timer);
      }
    }
    observer?.after(this, choice, {
      op: undefined,
      value: "timed-out",
      woken: [thread.index],
      isAsleep: false,
    });
    return this.#ofFailed();
  }

  #conclude(): RunEnd {
    try {
      this.#setting.conclude?.(this.threads.map((thread) => thread.result));
    } catch (error) {
      if (!(error instanceof BrokenRule)) throw error;
      return { kind: "broken", by: error.by, error: error.cause, thread: -1 };
    }
    return { kind: "finished" };
  }
}

function timeLimit(value: unknown): number {
  const limit = value === undefined ? Number.NaN : Number(value);
  return Number.isNaN(limit) ? Number.POSITIVE_INFINITY : Math.max(0, limit);
}
