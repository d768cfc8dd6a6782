import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { giveWay } from "../../common/give-way.ts";
import { watchProcessorTime } from "../../common/processor-time.ts";
import { watchResidentMemory } from "../../common/resident-memory.ts";
import { siblingModule } from "../../common/sibling-module.ts";
import { ClassError } from "../class-error.ts";
import type { WorkerOptions } from "./grading-worker.ts";
import {
  ASSEMBLING_CPU_SECONDS,
  GRADING_TIMEOUT_SECONDS,
  READING_CPU_SECONDS,
  WORKER_HEAP_MB,
  WORKER_MEMORY_MB,
} from "./limits.ts";
import type { FromWorker, GradedNotebook, GradingTask, ReadNotebook, ToWorker } from "./outcome.ts";

/** The result of grading a notebook, or a sentence that says why grading gave no result. */
export type GradingResult =
  | { readonly graded: GradedNotebook }
  /** `isLost` when grading it ended the process that did it. */
  | { readonly problem: string; readonly isLost?: boolean };

/** Processes in a row that may be killed before they are ready. */
const MAX_FAILED_STARTS = 3;

/** How long a process may take to end at `close()` before it is killed. */
const CLOSE_TIMEOUT_MS = 10_000;

/** Notebooks of one process that may stand back for others at once. Each holds its cells in memory. */
const MAX_STANDING_BACK = 16;

/** The messages that end a job. */
type Settled = Exclude<
  FromWorker,
  { fatal: string } | { ready: true } | { busy: number | null } | { standsBack: number } | { goesOn: number }
>;

interface Job {
  readonly id: number;
  readonly op: "read" | "grade" | "alone" | "points";
  readonly task?: GradingTask & { readonly together?: GradedNotebook };
  /** Processor time in which its notebook is read or put together, in seconds. */
  readonly cpuSeconds: number;
  /** How many processes ended while they ran it. */
  ended: number;
  readonly settle: (message: Settled) => void;
  readonly fail: (error: unknown) => void;
}

type Over = { readonly seconds: number } | { readonly megabytes: number };

/** A job that a process has. */
interface RunningJob {
  readonly job: Job;
  timer?: NodeJS.Timeout | undefined;
  /** Since when its time runs, and how much of it is left, in milliseconds. */
  startedAt: number;
  left: number;
  /** Whether it has had its share of the lanes: it takes no place from others. */
  hasHadShare: boolean;
}

interface GradingWorker {
  readonly child: ChildProcess;
  readonly jobs: Map<number, RunningJob>;
  /** Whether the process has said that it is ready. */
  isReady: boolean;
  /** The job for which it was ended. */
  culprit?: number;
  /** What this job had and was too little: processor time in seconds, or memory in megabytes. */
  over?: Over;
  /** The job whose notebook it is reading. It answers nothing meanwhile. */
  busy?: { readonly id: number; readonly stopWatching: () => void } | undefined;
}

export interface WorkerPoolOptions extends WorkerOptions {
  /** Number of grading processes. */
  readonly processes: number;
  /** Whether its processes let all others go first. @default false */
  readonly givesWay?: boolean;
  /** Seconds after which the grading of a notebook is stopped. @default 900 */
  readonly timeoutSeconds?: number;
  /** Processor time of a process in which it puts the answers of a notebook together, in seconds. @default 60 */
  readonly assemblingCpuSeconds?: number;
  /** Memory of a process while it reads a notebook or puts its answers together, in megabytes. @default 2048 */
  readonly memoryMegabytes?: number;
}

/**
 * Owns the grading processes until `close()`. A process that ends, or does not answer in time, is replaced. Where it was reading a notebook, that
 * one fails if it was too slow, and else is tried again behind all others; the rest go on. Else its jobs run once more, each with nothing beside it: only the notebook that ends
 * its process again fails.
 */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #workers = new Set<GradingWorker>();
  readonly #queue: Job[] = [];
  /** Jobs whose process ended. Each runs once more, alone. */
  readonly #retries: Job[] = [];
  /** Jobs whose notebook ended the process that was reading it. Each is tried again when nothing else is left to do. */
  readonly #last: Job[] = [];
  #lastId = 0;
  #failedStarts = 0;
  #closed = false;
  #fatal: ClassError | undefined;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  /**
   * Reads which lesson a notebook belongs to, or why it cannot be read.
   *
   * @param cpuSeconds - processor time after which it is given up
   */
  async read(task: GradingTask, cpuSeconds = READING_CPU_SECONDS): Promise<ReadNotebook> {
    const message = await this.#submit("read", task, cpuSeconds);
    if ("read" in message) return message.read;
    return "failed" in message ? failureOf(message) : { problem: "It could not be read." };
  }

  grade(task: GradingTask): Promise<GradingResult> {
    return this.#grade("grade", task);
  }

  /** Runs the checks that must run alone, on a notebook whose other checks have run. The caller ensures that nothing else runs. */
  gradeAlone(task: GradingTask, together: GradedNotebook): Promise<GradingResult> {
    return this.#grade("alone", { ...task, together });
  }

  async #grade(op: "grade" | "alone", task: NonNullable<Job["task"]>): Promise<GradingResult> {
    const message = await this.#submit(op, task);
    if ("graded" in message) return message;
    if ("read" in message) return { problem: message.read.problem ?? "It could not be read." };
    return "failed" in message ? failureOf(message) : { problem: "It could not be graded." };
  }

  /** Counts the points of each exercise of the course, hidden checks included. */
  async points(): Promise<Readonly<Record<string, number>>> {
    const message = await this.#submit("points");
    if ("points" in message) return message.points;
    throw new ClassError(
      "GRADING_FAILED",
      `The points of the checks could not be found out: ${"failed" in message ? message.failed : "no reason was given"}`,
    );
  }

  /** Stops at once: all open jobs fail with this error. */
  stop(error: ClassError): void {
    this.#failAll(error);
  }

  /** How many notebooks are graded at once. */
  get width(): number {
    return this.#options.processes * this.#options.notebooksPerProcess;
  }

  /** Ends every process. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(
      [...this.#workers].map(({ child }) => {
        const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
        const timer = setTimeout(() => child.kill("SIGKILL"), CLOSE_TIMEOUT_MS);
        if (child.connected) child.send({ op: "end" } satisfies ToWorker);
        return gone.finally(() => clearTimeout(timer));
      }),
    );
  }

  #submit(
    op: Job["op"],
    task?: Job["task"],
    cpuSeconds = this.#options.assemblingCpuSeconds ?? ASSEMBLING_CPU_SECONDS,
  ): Promise<Settled> {
    return new Promise((settle, fail) => {
      if (this.#fatal) return fail(this.#fatal);
      this.#queue.push({
        id: ++this.#lastId,
        op,
        ended: 0,
        cpuSeconds,
        settle,
        fail,
        ...(task ? { task } : {}),
      });
      this.#dispatch();
    });
  }

  #dispatch(): void {
    if (this.#closed) return;
    const isQuiet = [...this.#workers].every(({ jobs }) => jobs.size === 0);
    if (this.#retries.length > 0) {
      // A retry waits until all other jobs have ended.
      if (isQuiet) this.#assign(this.#retries.shift() as Job, this.#freeWorker());
      return;
    }
    if ([...this.#workers].some(({ jobs }) => [...jobs.values()].some(({ job }) => job.ended > 0))) return;
    while (this.#queue.length > 0) {
      const worker = this.#freeWorker();
      if (!worker) return;
      this.#assign(this.#queue.shift() as Job, worker);
    }
    const isIdle = [...this.#workers].every(({ jobs }) => jobs.size === 0);
    const last = isIdle ? this.#last.shift() : undefined;
    if (last) this.#assign(last, this.#freeWorker());
  }

  #freeWorker(): GradingWorker | undefined {
    const { notebooksPerProcess, processes } = this.#options;
    const workers = [...this.#workers].sort((a, b) => placesTaken(a) - placesTaken(b));
    const [least] = workers;
    if (
      least &&
      (least.jobs.size === 0 || (workers.length >= processes && placesTaken(least) < notebooksPerProcess))
    )
      return least;
    return workers.length < processes ? this.#start() : undefined;
  }

  #assign(job: Job, worker: GradingWorker | undefined): void {
    if (!worker) {
      this.#retries.unshift(job);
      return;
    }
    const left = (this.#options.timeoutSeconds ?? GRADING_TIMEOUT_SECONDS) * 1000;
    const running: RunningJob = { job, startedAt: 0, left, hasHadShare: false };
    worker.jobs.set(job.id, running);
    if (worker.isReady) startTime(worker, running);
    worker.child.send({ op: job.op, id: job.id, ...job.task } as ToWorker);
  }

  /** A notebook has had its share: its time stands still, and it goes on behind those that are waiting now. */
  #standBack(worker: GradingWorker, id: number): void {
    const running = worker.jobs.get(id);
    if (running === undefined) return;
    stopTime(running);
    const others = [...worker.jobs.values()].filter(({ hasHadShare }) => hasHadShare).length;
    running.hasHadShare ||= others < MAX_STANDING_BACK;
    this.#dispatch();
    worker.child.send({ op: "again", id } satisfies ToWorker);
  }

  #start(): GradingWorker {
    const { root, notebooksPerProcess, sandbox } = this.#options;
    const child = fork(
      fileURLToPath(siblingModule(import.meta.url, "grading-worker")),
      [JSON.stringify({ root, notebooksPerProcess, sandbox } satisfies WorkerOptions)],
      {
        execArgv: [`--max-old-space-size=${WORKER_HEAP_MB}`, "--disable-warning=ExperimentalWarning"],
        stdio: ["ignore", "ignore", "pipe", "ipc"],
      },
    );
    if (this.#options.givesWay) giveWay(child.pid);
    const worker: GradingWorker = { child, jobs: new Map(), isReady: false };
    let errors = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      errors = (errors + text).slice(-4000);
    });
    child.on("message", (message: FromWorker) => this.#receive(worker, message));
    // Every message to a process that has ended brings an error. What becomes of its jobs is decided at its exit.
    child.on("error", () => {});
    child.once("exit", (code) => this.#workerExited(worker, code, errors));
    this.#workers.add(worker);
    return worker;
  }

  #receive(worker: GradingWorker, message: FromWorker): void {
    if ("fatal" in message) {
      this.#failAll(new ClassError("GRADING_FAILED", `The checks cannot be run: ${message.fatal}`));
      return;
    }
    if ("ready" in message) {
      worker.isReady = true;
      this.#failedStarts = 0;
      // The time limit of a notebook begins when its process is ready.
      for (const running of worker.jobs.values()) startTime(worker, running);
      return;
    }
    if ("standsBack" in message) {
      this.#standBack(worker, message.standsBack);
      return;
    }
    if ("goesOn" in message) {
      const running = worker.jobs.get(message.goesOn);
      if (running) startTime(worker, running);
      return;
    }
    if ("busy" in message) {
      this.#watchReading(worker, message.busy);
      return;
    }
    const entry = worker.jobs.get(message.id);
    if (!entry) return;
    worker.jobs.delete(message.id);
    clearTimeout(entry.timer);
    entry.job.settle(message);
    this.#dispatch();
  }

  /** A process that reads keeps no limit of its own but that of its heap. Processor time counts, so that a busy machine makes no difference. */
  #watchReading(worker: GradingWorker, id: number | null): void {
    worker.busy?.stopWatching();
    worker.busy = undefined;
    if (id === null) return;
    const seconds = worker.jobs.get(id)?.job.cpuSeconds ?? ASSEMBLING_CPU_SECONDS;
    const megabytes = this.#options.memoryMegabytes ?? WORKER_MEMORY_MB;
    const tooMuch = (over: Over) => {
      worker.over ??= over;
      end(worker, id);
    };
    const { pid } = worker.child;
    const stops = [
      watchProcessorTime(pid, seconds, () => tooMuch({ seconds })),
      watchResidentMemory(pid, megabytes * 1e6, () => tooMuch({ megabytes })),
    ];
    const stopWatching = () => stops.forEach((stop) => void stop());
    worker.busy = { id, stopWatching };
  }

  #workerExited(worker: GradingWorker, code: number | null, errors: string): void {
    this.#workers.delete(worker);
    worker.busy?.stopWatching();
    if (this.#closed) return;
    const jobs = [...worker.jobs.values()];
    if (!worker.isReady) {
      this.#failedStarts += 1;
      for (const { job } of jobs) (job.ended > 0 ? this.#retries : this.#queue).unshift(job);
      // A process that exited by itself would exit again. A process that was killed may start the next time.
      if (code === null && this.#failedStarts < MAX_FAILED_STARTS) this.#dispatch();
      else
        this.#failAll(new ClassError("GRADING_FAILED", `The process that grades ended: ${reasonIn(errors)}`));
      return;
    }
    const culprit = worker.culprit ?? worker.busy?.id;
    const isKnown = jobs.some(({ job }) => job.id === culprit);
    for (const { job, timer } of jobs.reverse()) {
      clearTimeout(timer);
      if (isKnown && job.id !== culprit) {
        // It had no part in the end of the process.
        this.#queue.unshift(job);
        continue;
      }
      job.ended += 1;
      // It would take as long the next time.
      if (isKnown && worker.over !== undefined) job.settle(tooCostly(job, worker.over));
      else if (job.ended >= 2) job.settle({ id: job.id, failed: whyEnded(job, errors), isLost: true });
      else if (isKnown) this.#last.push(job);
      else this.#retries.unshift(job);
    }
    this.#dispatch();
  }

  #failAll(error: ClassError): void {
    this.#fatal = error;
    for (const job of [...this.#queue.splice(0), ...this.#retries.splice(0), ...this.#last.splice(0)])
      job.fail(error);
    for (const { jobs } of this.#workers) {
      for (const { job, timer } of jobs.values()) {
        clearTimeout(timer);
        job.fail(error);
      }
      jobs.clear();
    }
  }
}

/** Places of a process that its jobs take. */
const placesTaken = ({ jobs }: GradingWorker): number =>
  [...jobs.values()].filter(({ hasHadShare }) => !hasHadShare).length;

/** Kills a process that does not answer in the time that the job has left. */
function startTime(worker: GradingWorker, running: RunningJob): void {
  clearTimeout(running.timer);
  running.startedAt = performance.now();
  running.timer = setTimeout(() => end(worker, running.job.id), running.left);
}

function stopTime(running: RunningJob): void {
  clearTimeout(running.timer);
  running.left = Math.max(0, running.left - (performance.now() - running.startedAt));
}

function end(worker: GradingWorker, culprit: number): void {
  worker.culprit ??= culprit;
  worker.child.kill("SIGKILL");
}

const failureOf = ({ failed, isLost, seconds }: Extract<Settled, { failed: string }>) => ({
  problem: failed,
  ...(isLost ? { isLost } : {}),
  ...(seconds === undefined ? {} : { seconds }),
});

function tooCostly({ id, op }: Job, over: Over): Settled {
  const what = op === "read" ? "reading it" : "putting its answers together";
  const most =
    "seconds" in over
      ? `${Math.max(1, Math.round(over.seconds))} s of processor time`
      : `${over.megabytes} MB of memory`;
  const failed = `It could not be dealt with: ${what} takes more than ${most}.`;
  return { id, failed, isLost: true, ...("seconds" in over ? { seconds: over.seconds } : {}) };
}

function whyEnded(job: Job, errors: string): string {
  const what = job.op === "read" ? "reading" : "grading";
  const why = errors.includes("heap out of memory")
    ? "it needs more memory than there is for one notebook"
    : "the process that did it ended, or did not come back";
  return `It could not be dealt with: ${what} it was tried twice, and ${why}.`;
}

/** The line of a process's stderr that names the error. */
function reasonIn(text: string): string {
  const lines = text.split("\n").filter((line) => /\S/.test(line));
  return (
    lines.find((line) => /^\s*(?:\w*Error\b|FATAL ERROR)/.test(line)) ??
    lines[0] ??
    "it gave no reason"
  ).trim();
}
