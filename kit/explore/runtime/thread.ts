import { ExploreError } from "../explore-error.ts";
import { callSite } from "./call-site.ts";
import { now, type RunningThread, type Settleable } from "./current-thread.ts";
import { isAbort } from "./drive.ts";
import { LoopWatch, TimeIsUp } from "./loop-watch.ts";
import { AsyncCall, Await, type Frame, GeneratorStep, Op, Suspension, Yielded } from "./suspensions.ts";
import { type Timer, Timers } from "./timers.ts";
import { noteDifferent, realWait } from "./unsupported.ts";
import { inside, pendingPromise, toPromise, VirtualPromise } from "./virtual-promise.ts";
import type { World } from "./world.ts";

/** The ways to resume a frame. */
const NEXT = 0;
const THROW = 1;
const RETURN = 2;

/** The role of a frame; null for a plain call. */
type Mark =
  | null
  /** The code of an asynchronous function. `resumed`: its caller has its promise already. */
  | { readonly kind: "async"; readonly promise: VirtualPromise; resumed: boolean }
  /** One step of a generator, which ends at a `yield`. */
  | { readonly kind: "step" }
  /** A function that a promise calls. */
  | { readonly kind: "job"; readonly promise: Settleable | undefined };

/** A job on a thread's event loop. */
type Job = () => void;

/** The states of a thread. */
export type ThreadState =
  /** Its next access to shared memory is known. */
  | "ready"
  /** Asleep in `Atomics.wait`. */
  | "waiting"
  /** In a loop that stands still until another thread writes the memory that it reads. */
  | "spinning"
  /** Its event loop has no job until the thread is woken or a timer is due. */
  | "idle"
  | "done"
  /** It died between two steps. */
  | "dead"
  | "failed";

const MOST_FRAMES = 10_000;
/** Calls that are deeper than this count as turns of a loop. */
const DEEP = 50;
/** A job counts as much as so many turns of a loop. */
const JOB_WORK = 4;

/** One virtual thread. Its code runs from one access to shared memory to the next. */
export class VirtualThread implements RunningThread {
  readonly index: number;
  readonly world: World;
  state: ThreadState = "ready";
  /** The access it is about to make, while it is ready, waiting or spinning. */
  op: Op | undefined;
  /** The value that it returned. `error` is the value that it threw. */
  result: unknown;
  error: unknown;
  /** The time on the world's clock at which its wait times out. */
  waitDeadline = Number.POSITIVE_INFINITY;
  /** The watch over its loops. */
  readonly loops = new LoopWatch();
  /** The number of accesses that it made. */
  steps = 0;
  /** The place of its last access; -1 before the first. */
  site = -1;
  /** The number of reads of its clock. */
  clockReads = 0;
  turnsAtRead = 0;
  randomState: number;
  readonly timers = new Timers();

  #frames: Frame[] = [];
  /** The place of each frame's call; -1 where it is unknown. */
  #callSites: number[] = [];
  #marks: Mark[] = [];
  #jobs: Job[] = [];
  #nextJob = 0;
  /** Promises that were rejected and that nothing handles so far. */
  readonly #rejections = new Set<VirtualPromise>();
  #mode = NEXT;
  #value: unknown;
  #main: { promise: VirtualPromise | undefined; ended: boolean } = { promise: undefined, ended: false };

  constructor(index: number, world: World, seed: number) {
    this.index = index;
    this.world = world;
    this.randomState = (seed + index * 0x9e3779b9) >>> 0 || 1;
  }

  /** The time on the world's clock at which it continues by itself. Infinity where only another thread can wake it. */
  get deadline(): number {
    if (this.state === "waiting") return this.waitDeadline;
    return this.state === "idle"
      ? (this.timers.next?.due ?? Number.POSITIVE_INFINITY)
      : Number.POSITIVE_INFINITY;
  }

  /** Whether its function has returned, while its event loop goes on. */
  get hasReturned(): boolean {
    const { promise, ended } = this.#main;
    return ended && (promise === undefined || inside.state(promise) !== "pending");
  }

  /** Starts the thread's function and runs it up to its first access. */
  start(call: () => unknown): void {
    this.#main = { promise: undefined, ended: false };
    this.#inside(() => {
      this.#begin(call, (value) => {
        if (value instanceof VirtualPromise) {
          this.#main.promise = value;
          inside.settled(
            value,
            () => {},
            () => {},
          );
        } else if (value instanceof Promise) throw realWait();
        else this.result = value;
        this.#main.ended = true;
      });
    });
  }

  /** Ends the thread between two steps, as a killed worker: nothing of its code runs any more, and its locks stay held. */
  die(): void {
    this.state = "dead";
    this.#jobs = [];
    this.waitDeadline = Number.POSITIVE_INFINITY;
  }

  /** Continues with the result of its access, up to the next access. */
  advance(value: unknown): void {
    this.timers.listen();
    this.#value = value;
    this.#mode = NEXT;
    this.#inside(() => this.#run());
  }

  /** Continues with an error that its access threw. */
  advanceThrowing(error: unknown): void {
    this.#value = error;
    this.#mode = THROW;
    this.#inside(() => this.#run());
  }

  /** Puts a job on the thread's event loop. */
  enqueue(job: Job): void {
    this.loops.changes++;
    this.#jobs.push(job);
  }

  noteRejection(promise: object): void {
    this.#rejections.add(promise as VirtualPromise);
  }

  awaitLater(frame: Frame, promise: object, value: unknown): void {
    const mark: Mark = { kind: "async", promise: promise as VirtualPromise, resumed: true };
    const go = (mode: number) => (settled: unknown) =>
      this.enqueue(() => {
        this.#frames.push(frame);
        this.#marks.push(mark);
        this.#mode = mode;
        this.#value = settled;
      });
    inside.settled(toPromise(value), go(NEXT), go(THROW));
  }

  /** Puts a job on the event loop, which runs it at once when the thread is idle. */
  wake(job: Job): void {
    this.#jobs.push(job);
    this.timers.listen();
    if (this.state === "idle") this.#inside(() => this.#loop());
  }

  addTimer(delay: number, every: number | undefined, run: Job): number {
    this.loops.changes++;
    return this.timers.add(this.world.clock + delay, every, run);
  }

  /** Lets a timer ring. */
  fireTimer(timer: Timer): void {
    this.timers.ring(timer, this.world.clock);
    const before = this.loops.changes;
    this.#jobs.push(timer.run);
    if (this.state === "idle") this.#inside(() => this.#loop());
    // A beat that changes nothing and touches nothing does so for ever.
    if (timer.every !== undefined && this.state === "idle" && this.loops.changes === before)
      timer.isQuiet = true;
  }

  /** Calls a function of the program as a job. Its result settles `promise`. */
  callAsJob(call: () => unknown, promise: Settleable | undefined): void {
    const settle = (value: unknown) => promise?.resolve(value);
    try {
      const value = call();
      if (value instanceof Suspension) this.#push(value, { kind: "job", promise });
      else settle(value);
    } catch (error) {
      if (isAbort(error)) throw error;
      if (promise) promise.reject(error);
      else throw error;
    }
  }

  #inside(work: () => void): void {
    const before = now.thread;
    now.thread = this;
    try {
      work();
    } catch (error) {
      if (ExploreError.is(error) || error instanceof TimeIsUp) throw error;
      this.state = "failed";
      this.error = error;
      this.op = undefined;
    } finally {
      now.thread = before;
    }
  }

  #begin(call: () => unknown, ended: (value: unknown) => void): void {
    this.#mainEnded = ended;
    const value = call();
    if (value instanceof Suspension) {
      this.#push(value, null);
      this.#run();
    } else {
      ended(value);
      this.#loop();
    }
  }

  #mainEnded: (value: unknown) => void = () => {};

  /** Puts a suspension on top of the stack. */
  #push(suspended: object, mark: Mark): void {
    if (suspended instanceof AsyncCall) {
      const promise = pendingPromise();
      if (mark?.kind === "job") {
        // The job's own promise follows that of the asynchronous function.
        mark.promise?.resolve(promise);
        this.#frames.push(suspended.frame);
        this.#marks.push({ kind: "async", promise, resumed: true });
      } else if (mark === null && this.#frames.length === 0) {
        this.#frames.push(suspended.frame);
        this.#marks.push({ kind: "async", promise, resumed: true });
        this.#mainEnded(promise);
      } else {
        this.#frames.push(suspended.frame);
        this.#marks.push({ kind: "async", promise, resumed: false });
      }
    } else if (suspended instanceof Op) {
      // A function that is one access, such as `Atomics.store` as a callback, gets a frame around it.
      this.#frames.push(waitFor(suspended));
      this.#marks.push(mark);
    } else {
      this.#frames.push(suspended as Frame);
      this.#marks.push(mark);
    }
    this.#callSites[this.#frames.length - 1] = callSite.current;
    callSite.current = -1;
    this.#mode = NEXT;
    this.#value = undefined;
  }

  /** The places of its access and of all calls around it, from the inside out. */
  *sites(): Generator<number> {
    yield this.site;
    for (let i = this.#frames.length - 1; i >= 0; i--) yield this.#callSites[i] ?? -1;
  }

  /** Runs the frames on the stack and then the event loop, up to the next access. */
  #run(): void {
    while (!this.#runFrames()) if (!this.#runJobs()) return;
  }

  /** Runs the frames on the stack. @returns whether one of them is about to make an access */
  #runFrames(): boolean {
    const frames = this.#frames;
    while (frames.length > 0) {
      const top = frames[frames.length - 1] as Frame;
      let step: IteratorResult<unknown, unknown>;
      try {
        step =
          this.#mode === NEXT
            ? top.next(this.#value)
            : this.#mode === THROW
              ? top.throw(this.#value)
              : top.return(this.#value);
      } catch (error) {
        if (isAbort(error)) throw error;
        this.#leave(error, THROW);
        continue;
      }
      if (step.done) {
        this.#leave(step.value, NEXT);
        continue;
      }
      const suspended = step.value;
      this.#mode = NEXT;
      this.#value = undefined;
      if (suspended instanceof Op) {
        callSite.current = -1;
        this.op = suspended;
        this.site = suspended.site;
        this.loops.noteAccess();
        this.state = this.loops.standsStill ? "spinning" : "ready";
        this.loops.standsStill = false;
        return true;
      }
      if (suspended instanceof Await) this.#await(suspended.value);
      else if (suspended instanceof Yielded) this.#yielded(suspended.value);
      else if (suspended instanceof GeneratorStep) {
        this.#callSites[frames.length] = callSite.current;
        frames.push(suspended.frame);
        this.#marks.push({ kind: "step" });
        // The state of a generator is the thread's own memory.
        this.loops.changes++;
        this.#mode = suspended.mode === "next" ? NEXT : suspended.mode === "throw" ? THROW : RETURN;
        if (this.#mode === RETURN) now.returning = suspended.value;
        this.#value = suspended.value;
      } else {
        if (frames.length > MOST_FRAMES) {
          noteDifferent("how deep calls can go");
          this.#mode = THROW;
          this.#value = new RangeError("Maximum call stack size exceeded");
        } else {
          // A function that calls itself again and again is a loop, which gives way to others as loops do.
          if (frames.length > DEEP) this.loops.turns++;
          this.#push(suspended as object, null);
        }
      }
    }
    return false;
  }

  /** Removes the frame on top, which has ended with a value or an error. */
  #leave(value: unknown, mode: number): void {
    this.#frames.pop();
    const mark = this.#marks.pop() as Mark;
    this.#mode = mode;
    this.#value = value;
    switch (mark?.kind) {
      case "async":
        if (mode === THROW) inside.reject(mark.promise, value);
        else inside.resolve(mark.promise, value);
        this.#mode = NEXT;
        this.#value = mark.promise;
        return;
      case "step":
        if (mode === NEXT) this.#value = { value, done: true };
        return;
      case "job":
        if (mode === THROW) {
          if (mark.promise === undefined) throw value;
          mark.promise.reject(value);
        } else mark.promise?.resolve(value);
        return;
      default:
        if (this.#frames.length > 0) return;
        if (mode === THROW) throw value;
        this.#mainEnded(value);
    }
  }

  #await(value: unknown): void {
    const frame = this.#frames.pop() as Frame;
    const mark = this.#marks.pop() as Mark;
    if (mark?.kind !== "async")
      throw new ExploreError("UNSUPPORTED", "await stands outside an asynchronous function.");
    const go = (mode: number, settled: unknown) => {
      this.#frames.push(frame);
      this.#marks.push(mark);
      this.#mode = mode;
      this.#value = settled;
    };
    inside.settled(
      toPromise(value),
      (settled) => this.enqueue(() => go(NEXT, settled)),
      (error) => this.enqueue(() => go(THROW, error)),
    );
    if (mark.resumed) return;
    mark.resumed = true;
    this.#value = mark.promise;
  }

  /** A generator of the program has yielded: the code that called its `next` continues. */
  #yielded(value: unknown): void {
    this.#frames.pop();
    const mark = this.#marks.pop() as Mark;
    if (mark?.kind !== "step")
      throw new ExploreError("UNSUPPORTED", "A generator was used in a way that cannot be explored.");
    this.#value = { value, done: false };
  }

  /** A real worker dies of a rejection that nothing handles. */
  #throwUnhandled(): void {
    if (this.#rejections.size === 0) return;
    const unhandled = [...this.#rejections].find((promise) => !inside.isHandled(promise));
    this.#rejections.clear();
    if (unhandled !== undefined) throw inside.value(unhandled);
  }

  /** Runs the event loop up to the next access. */
  #loop(): void {
    if (this.#runJobs()) this.#run();
  }

  /** Runs jobs until one has put a frame on the stack. @returns false when none is left */
  #runJobs(): boolean {
    for (;;) {
      const job = this.#jobs[this.#nextJob];
      if (job === undefined) break;
      this.#nextJob++;
      if (this.#nextJob === this.#jobs.length) {
        this.#jobs.length = 0;
        this.#nextJob = 0;
      }
      this.loops.work(JOB_WORK);
      job();
      if (this.#frames.length > 0) return true;
    }
    this.op = undefined;
    this.#throwUnhandled();
    const { promise } = this.#main;
    const state = promise && inside.state(promise);
    if (promise && state === "rejected") throw inside.value(promise);
    const isSettled = this.#main.ended && state !== "pending";
    if (isSettled && this.timers.isEmpty) {
      if (promise) this.result = inside.value(promise);
      this.state = "done";
      return false;
    }
    this.state = "idle";
    const timer = this.timers.next;
    if (timer && timer.due <= this.world.clock) this.fireTimer(timer);
    return false;
  }
}

function* waitFor(op: Op): Frame {
  return yield op;
}
