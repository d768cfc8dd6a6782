import { ExploreError } from "../explore-error.ts";
import { callSite } from "./call-site.ts";
import type { Memories, Memory } from "./memory.ts";
import { AsyncCall, Await, type Frame, GeneratorStep, Op, Suspension, Yielded } from "./suspensions.ts";
import { toPromise, VirtualPromise } from "./virtual-promise.ts";

/** How a frame is left and entered. */
const NEXT = 0;
const THROW = 1;
const RETURN = 2;

/** What the frame above it is part of, where that is more than a plain call. */
type Mark =
  | null
  /** The code of an asynchronous function. Resumed: nobody below waits for its first `await` any more. */
  | { readonly kind: "async"; readonly promise: VirtualPromise; resumed: boolean }
  /** One step of a generator: a `yield` leaves it, and it can go on later. */
  | { readonly kind: "step" }
  /** A function that a promise calls. */
  | { readonly kind: "job"; readonly promise: VirtualPromise | undefined };

/** Something to do on a thread's event loop. */
type Job = () => void;

/** What a thread waits for. */
export type ThreadState =
  /** Its next access to shared memory is known. */
  | "ready"
  /** Asleep in `Atomics.wait`. */
  | "waiting"
  /** In a loop that stands still until another thread writes what it reads. */
  | "spinning"
  /** Its event loop has nothing to do until it is woken, or a timer is due. */
  | "idle"
  | "done"
  | "failed";

/** A timer of a thread's event loop. */
export interface Timer {
  readonly id: number;
  due: number;
  readonly every: number | undefined;
  readonly run: Job;
}

/** What a loop looked like when its last turn began. */
export interface LoopToken {
  isFirst: boolean;
  writes: number;
  changes: number;
  reads: number;
  carried: readonly unknown[];
}

const MOST_FRAMES = 10_000;
const MOST_TURNS = 200_000;
const MOST_READS = 2_000;

/** Who runs now. Transformed code runs only inside {@link VirtualThread.advance}. */
export const now: { thread: VirtualThread | undefined } = { thread: undefined };

/** What all threads of an exploration have in common. */
export interface World {
  readonly memories: Memories;
  /** Milliseconds on the clock of all threads; it stands still while anybody can run. */
  clock: number;
  /** How many steps were taken since the exploration began. */
  step: number;
  /** Something that cannot be divided touched shared memory: what is known of a step's accesses is then not all. */
  hasHiddenAccess: boolean;
  /** What the threads have used of what is only modelled. */
  usesClock: boolean;
  usesRandom: boolean;
  /** Told when code that cannot be suspended touches shared memory. */
  onHiddenAccess(thread: VirtualThread, op: Op): void;
}

/** An endless loop that touches nothing that another thread could change. */
export class EndlessLoop extends Error {}

/** One virtual thread: code that runs from one access to shared memory to the next. */
export class VirtualThread {
  readonly index: number;
  readonly world: World;
  state: ThreadState = "ready";
  /** The access it is about to make, while it is ready, waiting or spinning. */
  op: Op | undefined;
  /** What it returned, or threw. */
  result: unknown;
  error: unknown;
  /** When a wait with a time limit is over, on the world's clock. */
  deadline = Number.POSITIVE_INFINITY;
  /** The reads that a spinning thread repeats. */
  spinsOn: readonly Op[] = [];
  /** How many turns of loops it took since it was chosen to run. */
  turns = 0;
  /** Accesses it made. */
  steps = 0;
  /** The line it is at. */
  site = -1;
  /** Counts changes of memory that belongs to the thread alone, and writes of shared memory. */
  readonly own = { changes: 0 };
  writes = 0;
  /** Numbers drawn from its clock and its random numbers. */
  clockReads = 0;
  randomState: number;
  readonly timers: Timer[] = [];

  #frames: Frame[] = [];
  /** Where each frame was called from; -1 where that is not known. */
  #callSites: number[] = [];
  #marks: Mark[] = [];
  #jobs: Job[] = [];
  #mode = NEXT;
  #value: unknown;
  #reads: Op[] = [];
  #idleTurns = 0;
  /** Whether a loop has begun a turn since the last write. */
  #isLooping = false;
  #wantsToSpin = false;
  #main: { promise: VirtualPromise | undefined; ended: boolean } = { promise: undefined, ended: false };
  #timerIds = 0;

  constructor(index: number, world: World, seed: number) {
    this.index = index;
    this.world = world;
    this.randomState = (seed + index * 0x9e3779b9) >>> 0 || 1;
  }

  /** Starts the thread's function and runs it up to its first access. */
  start(call: () => unknown): void {
    this.#inside(() => {
      this.#begin(call, (value) => {
        if (value instanceof VirtualPromise) this.#main.promise = value;
        else if (value instanceof Promise) throw realWait();
        else this.result = value;
        this.#main.ended = true;
      });
    });
  }

  /** Goes on with the result of its access, up to the next one. */
  advance(value: unknown): void {
    this.#value = value;
    this.#mode = NEXT;
    this.#inside(() => this.#run());
  }

  /** Goes on with an error that its access threw. */
  advanceThrowing(error: unknown): void {
    this.#value = error;
    this.#mode = THROW;
    this.#inside(() => this.#run());
  }

  /** Notes a read, by which a loop may be seen to stand still. */
  noteRead(op: Op): void {
    if (!this.#isLooping) return;
    if (this.#reads.length >= MOST_READS) this.forgetReads();
    op.step = this.world.step;
    this.#reads.push(op);
  }

  /** It has written: what it read before no longer shows whether a loop stands still. */
  noteWrite(): void {
    this.writes++;
    this.#isLooping = false;
    this.#reads.length = 0;
  }

  /** Something else happened, after which no loop is where it was. */
  forgetReads(): void {
    this.#reads.length = 0;
    this.own.changes++;
  }

  /** A new turn of a loop begins. */
  turn(token: LoopToken, carried: readonly unknown[]): void {
    this.turns++;
    if (++this.#idleTurns > MOST_TURNS) throw new EndlessLoop();
    const isSame =
      !token.isFirst &&
      token.writes === this.writes &&
      token.changes === this.own.changes &&
      token.carried.every((before, i) => Object.is(before, carried[i]));
    if (isSame) {
      const reads = this.#reads.slice(token.reads);
      // The next turn would do just the same as the last one.
      if (reads.length === 0) throw new EndlessLoop();
      if (reads.every((op) => !op.memory.isWrittenSince(op.low, op.high, op.step))) {
        this.spinsOn = reads;
        this.#wantsToSpin = true;
      }
    }
    token.isFirst = false;
    token.writes = this.writes;
    token.changes = this.own.changes;
    token.reads = this.#reads.length;
    token.carried = carried;
    this.#isLooping = true;
  }

  /** Whether a write to these bytes can end its standing still. */
  isAwakenedBy(memory: Memory, low: number, high: number): boolean {
    return this.spinsOn.some((op) => op.memory === memory && op.low < high && low < op.high);
  }

  /** Puts a job on the thread's event loop. */
  enqueue(job: Job): void {
    this.#jobs.push(job);
  }

  /** Puts a job on the event loop of a thread that may be idle, and lets it run it. */
  wake(job: Job): void {
    this.#jobs.push(job);
    if (this.state === "idle") this.#inside(() => this.#loop());
  }

  addTimer(delay: number, every: number | undefined, run: Job): number {
    const id = ++this.#timerIds;
    this.timers.push({ id, due: this.world.clock + delay, every, run });
    return id;
  }

  removeTimer(id: unknown): void {
    const at = this.timers.findIndex((timer) => timer.id === id);
    if (at >= 0) this.timers.splice(at, 1);
  }

  /** The first of its timers that is due. */
  get nextTimer(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.timers) if (first === undefined || timer.due < first.due) first = timer;
    return first;
  }

  /** Lets its first timer ring. */
  fireTimer(timer: Timer): void {
    if (timer.every === undefined) this.removeTimer(timer.id);
    else timer.due = this.world.clock + Math.max(1, timer.every);
    this.wake(timer.run);
  }

  /** Calls a function of the program as a job; `promise` gets what comes of it. */
  callAsJob(call: () => unknown, promise: VirtualPromise | undefined): void {
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
      if (error instanceof ExploreError) throw error;
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

  /** Puts what is to be run first on top of the stack. */
  #push(suspended: object, mark: Mark): void {
    if (suspended instanceof AsyncCall) {
      const promise = new VirtualPromise();
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
      // An access as the whole of a function: a frame around it.
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

  /** Where it is, from the access outwards to the thread's own function. */
  *sites(): Generator<number> {
    yield this.site;
    for (let i = this.#frames.length - 1; i >= 0; i--) yield this.#callSites[i] ?? -1;
  }

  /** Runs the frames on the stack up to the next access, then the event loop. */
  #run(): void {
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
        this.#idleTurns = 0;
        this.state = this.#wantsToSpin ? "spinning" : "ready";
        this.#wantsToSpin = false;
        return;
      }
      if (suspended instanceof Await) this.#await(suspended.value);
      else if (suspended instanceof Yielded) this.#yielded(suspended.value);
      else if (suspended instanceof GeneratorStep) {
        this.#callSites[frames.length] = callSite.current;
        frames.push(suspended.frame);
        this.#marks.push({ kind: "step" });
        this.#mode = suspended.mode === "next" ? NEXT : suspended.mode === "throw" ? THROW : RETURN;
        this.#value = suspended.value;
      } else {
        if (frames.length > MOST_FRAMES) {
          this.#mode = THROW;
          this.#value = new RangeError("Maximum call stack size exceeded");
        } else this.#push(suspended as object, null);
      }
    }
    this.#loop();
  }

  /** The frame on top has ended, with a value or an error. */
  #leave(value: unknown, mode: number): void {
    this.#frames.pop();
    const mark = this.#marks.pop() as Mark;
    this.#mode = mode;
    this.#value = value;
    switch (mark?.kind) {
      case "async":
        if (mode === THROW) mark.promise.reject(value);
        else mark.promise.resolve(value);
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
    toPromise(value).settled(
      (settled) => this.enqueue(() => go(NEXT, settled)),
      (error) => this.enqueue(() => go(THROW, error)),
    );
    if (mark.resumed) return;
    mark.resumed = true;
    this.#value = mark.promise;
  }

  /** A generator of the program's own has yielded: whoever asked for its next value goes on. */
  #yielded(value: unknown): void {
    this.#frames.pop();
    const mark = this.#marks.pop() as Mark;
    if (mark?.kind !== "step")
      throw new ExploreError("UNSUPPORTED", "A generator was used in a way that cannot be explored.");
    this.#value = { value, done: false };
  }

  /** Runs jobs until one comes to an access, or there are none. */
  #loop(): void {
    for (;;) {
      const job = this.#jobs.shift();
      if (job === undefined) break;
      job();
      if (this.#frames.length > 0) {
        this.#run();
        return;
      }
    }
    this.op = undefined;
    const { promise } = this.#main;
    if (promise?.state === "rejected") throw promise.value;
    const isSettled = this.#main.ended && promise?.state !== "pending";
    if (isSettled && this.timers.length === 0) {
      if (promise) this.result = promise.value;
      this.state = "done";
      return;
    }
    this.state = "idle";
    const timer = this.nextTimer;
    if (timer && timer.due <= this.world.clock) this.fireTimer(timer);
  }
}

function* waitFor(op: Op): Frame {
  return yield op;
}

/** Errors that are not the program's: they end the exploration, or the run. */
export function isAbort(error: unknown): boolean {
  return error instanceof ExploreError || error instanceof EndlessLoop;
}

export function realWait(): ExploreError {
  return new ExploreError(
    "UNSUPPORTED",
    "A thread waits for something that comes from outside its program (a file, the network, a real promise), and explore() cannot make that happen in every order; explore the part that works on shared memory.",
  );
}
