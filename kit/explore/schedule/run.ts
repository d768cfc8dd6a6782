import type { History } from "../runtime/history.ts";
import { EndlessLoop } from "../runtime/loop-watch.ts";
import { performNatively } from "../runtime/perform.ts";
import type { Op } from "../runtime/suspensions.ts";
import { VirtualThread } from "../runtime/thread.ts";
import type { Death } from "../runtime/world.ts";
import { modeOf, WRITES } from "./access-mode.ts";
import { isCrash, isTimeout, threadOfChoice, timeoutChoice } from "./choice.ts";
import { beginAnew, type Chooser, canContinue } from "./chooser.ts";
import type { ExplorationOptions } from "./exploration-options.ts";
import { noteResult } from "./note-result.ts";
import type { Observer } from "./observer.ts";
import type { OperationLog } from "./operation-log.ts";
import { BrokenRule, type RunEnd } from "./run-end.ts";
import type { RunView } from "./run-view.ts";
import { WaitQueue } from "./wait-queue.ts";

/** One run of all threads, in the order that a chooser decides. */
export class Run implements RunView {
  readonly threads: VirtualThread[];
  readonly choices: number[] = [];
  /** The threads that sleep. */
  readonly waiting: WaitQueue;
  /** The thread that made the last step; -1 before the first. */
  current = -1;
  end: RunEnd | undefined;
  /** The number of switches away from a thread that could have continued, and of time limits that ended while a thread was ready. */
  preemptions = 0;
  fresh: number[] = [];
  readonly mortals: number;
  /** The deaths of which the recovering thread does not know yet. */
  readonly #pendingDeaths: Death[] = [];
  #calls: ReturnType<ExplorationOptions["prepare"]> = [];
  readonly #options: ExplorationOptions;

  constructor(options: ExplorationOptions) {
    this.#options = options;
    options.world.sharedState.reset();
    options.world.clock = 0;
    options.world.deaths.length = 0;
    options.memoryPrint.reset();
    options.operations?.reset();
    this.mortals = options.threads - (options.hasRecovery ? 1 : 0);
    options.world.onHiddenAccess = (thread, op) => this.#hidden(thread, op);
    options.races.startRun();
    this.waiting = new WaitQueue(options);
    this.threads = Array.from(
      { length: options.threads },
      (_, i) => new VirtualThread(i, options.world, options.seed),
    );
  }

  /** Runs all threads to the end of the run. */
  execute(chooser: Chooser, observer?: Observer): RunEnd {
    this.#calls = this.#options.prepare();
    for (const [i, thread] of this.threads.entries()) {
      if (i < this.mortals) thread.start(() => this.#calls[i]?.(thread));
      else thread.state = "done";
      this.fresh.push(i);
      if (thread.state === "failed") return this.#failed(thread);
    }
    for (;;) {
      const choice = this.#choose(chooser);
      if (typeof choice !== "number") {
        if (choice.kind === "finished") chooser.ended?.(this);
        this.end = choice;
        return choice;
      }
      if (
        choice !== this.current &&
        !isCrash(choice) &&
        (isTimeout(choice) ? this.threads.some((one) => one.state === "ready") : canContinue(this))
      )
        this.preemptions++;
      observer?.before(this, choice);
      this.choices.push(choice);
      let end: RunEnd | undefined;
      this.fresh.length = 0;
      if (choice >= 0) end = this.#step(choice, observer);
      else if (isCrash(choice)) end = this.#crash(choice, observer);
      else end = this.#expire(choice, observer);
      end ??= this.#recover();
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
      if (state !== "done" && state !== "dead") open++;
    }
    if (open === 0) return this.#conclude();
    if (ready === 0) {
      const next = this.#nextDeadline();
      if (next !== undefined && this.choices.length >= this.#options.mostSteps) return { kind: "too-long" };
      if (next !== undefined) return timeoutChoice(next);
      return { kind: spinning > 0 ? "spinning" : "stuck" };
    }
    if (this.choices.length >= this.#options.mostSteps) return { kind: "too-long" };
    beginAnew(this);
    return chooser.choose(this) ?? { kind: "pruned" };
  }

  /** The thread with the earliest time limit. Time passes only when no thread is ready. */
  #nextDeadline(): number | undefined {
    let first: VirtualThread | undefined;
    for (const thread of this.threads) {
      const due = thread.deadline;
      if (due < Number.POSITIVE_INFINITY && (first === undefined || due < first.deadline)) first = thread;
    }
    return first?.index;
  }

  #step(choice: number, observer: Observer | undefined): RunEnd | undefined {
    const { world, races, inspect, futures, memoryPrint, knownStops } = this.#options;
    const thread = this.threads[choice] as VirtualThread;
    const op = thread.op as Op;
    this.current = choice;
    world.step++;
    thread.steps++;
    this.#options.operations?.onStep(choice, this.choices.length);
    const woken = this.fresh;
    const { history } = thread.loops;
    const mode = modeOf(op);
    futures.record(choice, op, mode);
    const isWrite = (mode & WRITES) !== 0;
    if (isWrite) memoryPrint.remove(op.memory, op.low, op.high);
    if (op.kind === "bulk") mixBytes(history, op);
    let value: unknown;
    let isAsleep = false;
    let isChange = op.writes;
    try {
      switch (op.kind) {
        case "wait":
          races.onAccess(choice, op, true, this.choices);
          value = this.waiting.wait(thread, op);
          isAsleep = value === undefined;
          isChange = isAsleep;
          break;
        case "waitAsync":
          races.onAccess(choice, op, true, this.choices);
          value = this.waiting.waitAsync(thread, op);
          isChange = true;
          break;
        case "notify":
          value = this.waiting.notify(thread, op, woken);
          break;
        case "compareExchange": {
          value = performNatively(op);
          isChange = value === op.value;
          races.onAccess(choice, op, !isChange, this.choices);
          break;
        }
        default:
          value = performNatively(op);
          if (!op.isSilent) races.onAccess(choice, op, !op.writes, this.choices);
      }
    } catch (error) {
      if (isWrite) memoryPrint.add(op.memory, op.low, op.high);
      history.event(THROWN, world.clock);
      history.mixValue(error);
      observer?.after(this, choice, { op, value: error, woken: [], isAsleep: false });
      woken.push(choice);
      thread.advanceThrowing(error);
      return this.#ofFailed();
    }
    if (isWrite) memoryPrint.add(op.memory, op.low, op.high);
    if (!isAsleep) noteResult(history, op, value, world.clock);
    if (isChange) {
      thread.loops.noteWrite();
      if (op.kind !== "wait" && op.kind !== "waitAsync" && op.kind !== "notify") this.#changed(op, thread);
    } else thread.loops.noteRead(op, world.step);
    let broken: RunEnd | undefined;
    if (inspect && isChange) {
      try {
        inspect(op, thread);
      } catch (error) {
        if (!(error instanceof BrokenRule)) throw error;
        broken = { kind: "broken", by: error.by, error: error.cause, thread: choice };
      }
    }
    observer?.after(this, choice, { op, value, woken: [...woken], isAsleep });
    woken.push(choice);
    if (broken) return broken;
    if (isAsleep) return undefined;
    const { a, b, c } = history;
    thread.advance(value);
    if (knownStops.isUsed) knownStops.note({ a, b, c }, thread);
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

  /** Memory has changed: threads that spin on it become ready. */
  #changed(op: Op, by: VirtualThread): void {
    op.memory.markWritten(op.low, op.high, this.#options.world.step);
    for (const thread of this.threads)
      if (
        thread !== by &&
        thread.state === "spinning" &&
        thread.loops.isAwakenedBy(op.memory, op.low, op.high)
      )
        thread.state = "ready";
  }

  /** Code that cannot be suspended accesses shared memory, as part of the step before it. */
  #hidden(index: number, op: Op): void {
    const thread = this.threads[index] as VirtualThread;
    this.#options.world.hasHiddenAccess = true;
    this.#options.races.onAccess(index, op, !op.writes, this.choices);
    thread.loops.forget();
    if (op.writes) this.#changed(op, thread);
  }

  /** Ends a time limit. */
  #expire(choice: number, observer: Observer | undefined): RunEnd | undefined {
    const { world } = this.#options;
    const thread = this.threads[threadOfChoice(choice)] as VirtualThread;
    world.clock = Math.max(world.clock, thread.deadline);
    this.fresh.push(thread.index);
    world.step++;
    if (thread.state === "waiting") this.waiting.expire(thread);
    else {
      const timer = thread.timers.next;
      if (timer) {
        thread.loops.forget();
        thread.loops.history.event(TIMER + timer.id, world.clock);
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

  /** Ends a thread as a killed worker ends: its locks stay held, its waits are gone, and no `finally` block runs. */
  #crash(choice: number, observer: Observer | undefined): RunEnd | undefined {
    const { world } = this.#options;
    const thread = this.threads[threadOfChoice(choice)] as VirtualThread;
    world.step++;
    const death = { thread: thread.index, step: this.choices.length };
    world.deaths.push(death);
    this.#pendingDeaths.push(death);
    this.waiting.removeAll(thread);
    thread.die();
    observer?.after(this, choice, { op: undefined, value: "died", woken: [], isAsleep: false });
    return undefined;
  }

  /** Starts the thread that recovers, if a thread has died and it has nothing to do. */
  #recover(): RunEnd | undefined {
    if (this.#pendingDeaths.length === 0 || !this.#options.hasRecovery) return undefined;
    const thread = this.threads[this.mortals] as VirtualThread;
    if (thread.state !== "done") return undefined;
    const death = this.#pendingDeaths.shift() as Death;
    this.#options.races.onWake(death.thread, thread.index);
    thread.state = "ready";
    thread.loops.history.event(DEATH + death.thread, this.#options.world.clock);
    thread.start(() => this.#calls[thread.index]?.(thread, death));
    this.fresh.push(thread.index);
    return this.#ofFailed() ?? this.#recover();
  }

  /** The threads that have died. */
  get deaths(): readonly Death[] {
    return this.#options.world.deaths;
  }

  get operations(): OperationLog | undefined {
    return this.#options.operations;
  }

  get pendingDeaths(): number {
    return this.#pendingDeaths.length;
  }

  get crashesLeft(): number {
    return this.#options.crashes - this.#options.world.deaths.length;
  }

  #conclude(): RunEnd {
    try {
      this.#options.conclude?.(
        this.threads.map((thread) => thread.result),
        this,
      );
    } catch (error) {
      if (!(error instanceof BrokenRule)) throw error;
      return { kind: "broken", by: error.by, error: error.cause, thread: -1 };
    }
    return { kind: "finished" };
  }
}

/** Marks of events in a thread's history. */
const THROWN = 0x2000_0000;
const TIMER = 0x3000_0000;
const DEATH = 0x4000_0000;

/** The result of an access to many bytes is a function of them. */
function mixBytes(history: History, { memory: { bytes }, low, high }: Op): void {
  for (let at = low; at < Math.min(high, bytes.length); at++) history.mix(bytes[at] as number);
}
