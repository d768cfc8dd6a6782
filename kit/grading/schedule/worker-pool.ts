import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { siblingModule } from "../../common/sibling-module.ts";
import { ClassError } from "../class-error.ts";
import type { WorkerOptions } from "./grading-worker.ts";
import { longestGrading, workersHeap } from "./limits.ts";
import type { FromWorker, GradedNotebook, GradingTask, ReadNotebook, ToWorker } from "./outcome.ts";

/** What became of a task of grading: its result, or a sentence on why there is none. */
export type GradingResult = { readonly graded: GradedNotebook } | { readonly problem: string };

/** Processes that may be killed one after the other before they have come up. */
const mostFailedStarts = 3;

/** What a task ends with. */
type Settled = Exclude<FromWorker, { fatal: string } | { ready: true }>;

interface Job {
  readonly id: number;
  readonly op: "read" | "grade" | "alone" | "points";
  readonly task?: GradingTask & { readonly together?: GradedNotebook };
  /** How many processes ended while they were at it. */
  ended: number;
  readonly settle: (message: Settled) => void;
  readonly fail: (error: unknown) => void;
}

interface Member {
  readonly child: ChildProcess;
  readonly jobs: Map<number, { readonly job: Job; timer: NodeJS.Timeout | undefined }>;
  /** Whether it came up at all. */
  isReady: boolean;
}

export interface WorkerPoolOptions extends WorkerOptions {
  /** How many processes. */
  readonly processes: number;
  /** Seconds after which a notebook's grading is given up. @default 900 */
  readonly longest?: number;
}

/**
 * The processes that grade. One that ends, or does not come back, is replaced, and what it was at is tried once more with nothing beside it:
 * so the notebook that broke it is known, and no other one pays.
 */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #members = new Set<Member>();
  readonly #queue: Job[] = [];
  /** Jobs whose process ended: each is tried once more, alone. */
  readonly #suspects: Job[] = [];
  #lastId = 0;
  #failedStarts = 0;
  #closed = false;
  #fatal: ClassError | undefined;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  /** Says what lesson a notebook belongs to, or why it cannot be read. */
  async read(task: GradingTask): Promise<ReadNotebook> {
    const message = await this.#submit("read", task);
    if ("read" in message) return message.read;
    return { problem: "failed" in message ? message.failed : "It could not be read." };
  }

  grade(task: GradingTask): Promise<GradingResult> {
    return this.#grade("grade", task);
  }

  /** Runs the checks that must be alone, on a notebook whose other ones have run. Whoever calls it sees that nothing else runs. */
  gradeAlone(task: GradingTask, together: GradedNotebook): Promise<GradingResult> {
    return this.#grade("alone", { ...task, together });
  }

  async #grade(op: "grade" | "alone", task: NonNullable<Job["task"]>): Promise<GradingResult> {
    const message = await this.#submit(op, task);
    if ("graded" in message) return message;
    if ("read" in message) return { problem: message.read.problem ?? "It could not be read." };
    return { problem: "failed" in message ? message.failed : "It could not be graded." };
  }

  /** Says how many points each exercise of the course has, hidden checks included. */
  async points(): Promise<Readonly<Record<string, number>>> {
    const message = await this.#submit("points");
    if ("points" in message) return message.points;
    throw new ClassError(
      "GRADING_FAILED",
      `The points of the checks could not be found out: ${"failed" in message ? message.failed : "no reason was given"}`,
    );
  }

  /** Ends everything at once: what is under way fails with this error. */
  stop(error: ClassError): void {
    this.#failAll(error);
  }

  /** How many notebooks are graded at once. */
  get width(): number {
    return this.#options.processes * this.#options.lanes;
  }

  /** Ends every process. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(
      [...this.#members].map(({ child }) => {
        const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
        const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
        if (child.connected) child.send({ op: "end" } satisfies ToWorker);
        return gone.finally(() => clearTimeout(timer));
      }),
    );
  }

  #submit(op: Job["op"], task?: Job["task"]): Promise<Settled> {
    return new Promise((settle, fail) => {
      if (this.#fatal) return fail(this.#fatal);
      this.#queue.push({ id: ++this.#lastId, op, ended: 0, settle, fail, ...(task ? { task } : {}) });
      this.#dispatch();
    });
  }

  #dispatch(): void {
    if (this.#closed) return;
    const isQuiet = [...this.#members].every(({ jobs }) => jobs.size === 0);
    if (this.#suspects.length > 0) {
      // Others that are at work are let finish first.
      if (isQuiet) this.#give(this.#suspects.shift() as Job, this.#freeMember());
      return;
    }
    if ([...this.#members].some(({ jobs }) => [...jobs.values()].some(({ job }) => job.ended > 0))) return;
    while (this.#queue.length > 0) {
      const member = this.#freeMember();
      if (!member) return;
      this.#give(this.#queue.shift() as Job, member);
    }
  }

  #freeMember(): Member | undefined {
    const { lanes, processes } = this.#options;
    const members = [...this.#members].sort((a, b) => a.jobs.size - b.jobs.size);
    const [least] = members;
    if (least && (least.jobs.size === 0 || (members.length >= processes && least.jobs.size < lanes)))
      return least;
    return members.length < processes ? this.#start() : undefined;
  }

  #give(job: Job, member: Member | undefined): void {
    if (!member) {
      this.#suspects.unshift(job);
      return;
    }
    member.jobs.set(job.id, { job, timer: member.isReady ? this.#timer(member) : undefined });
    member.child.send({ op: job.op, id: job.id, ...job.task } as ToWorker);
  }

  /** Ends a process that does not come back. */
  #timer(member: Member): NodeJS.Timeout {
    return setTimeout(() => member.child.kill("SIGKILL"), (this.#options.longest ?? longestGrading) * 1000);
  }

  #start(): Member {
    const { root, lanes, sandbox } = this.#options;
    const child = fork(
      fileURLToPath(siblingModule(import.meta.url, "grading-worker")),
      [JSON.stringify({ root, lanes, sandbox } satisfies WorkerOptions)],
      {
        // The terminal's Ctrl-C goes to this process's whole group: what is under way is ended in order, not cut off.
        execArgv: [`--max-old-space-size=${workersHeap}`, "--disable-warning=ExperimentalWarning"],
        stdio: ["ignore", "ignore", "pipe", "ipc"],
      },
    );
    const member: Member = { child, jobs: new Map(), isReady: false };
    let errors = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      errors = (errors + text).slice(-4000);
    });
    child.on("message", (message: FromWorker) => this.#receive(member, message));
    child.once("error", () => {});
    child.once("exit", (code) => this.#lost(member, code, errors));
    this.#members.add(member);
    return member;
  }

  #receive(member: Member, message: FromWorker): void {
    if ("fatal" in message) {
      this.#failAll(new ClassError("GRADING_FAILED", `The checks cannot be run: ${message.fatal}`));
      return;
    }
    if ("ready" in message) {
      member.isReady = true;
      this.#failedStarts = 0;
      // Its start took the machine's time, not the notebooks'.
      for (const entry of member.jobs.values()) entry.timer = this.#timer(member);
      return;
    }
    const entry = member.jobs.get(message.id);
    if (!entry) return;
    member.jobs.delete(message.id);
    clearTimeout(entry.timer);
    entry.job.settle(message);
    this.#dispatch();
  }

  #lost(member: Member, code: number | null, errors: string): void {
    this.#members.delete(member);
    if (this.#closed) return;
    const jobs = [...member.jobs.values()];
    if (!member.isReady) {
      this.#failedStarts += 1;
      for (const { job } of jobs) (job.ended > 0 ? this.#suspects : this.#queue).unshift(job);
      // One that ended by itself would do so again; one that was killed may have been in somebody's way.
      if (code === null && this.#failedStarts < mostFailedStarts) this.#dispatch();
      else
        this.#failAll(new ClassError("GRADING_FAILED", `The process that grades ended: ${reasonIn(errors)}`));
      return;
    }
    for (const { job, timer } of jobs) {
      clearTimeout(timer);
      job.ended += 1;
      if (job.ended < 2) this.#suspects.push(job);
      else job.settle({ id: job.id, failed: whyEnded(job, errors) });
    }
    this.#dispatch();
  }

  #failAll(error: ClassError): void {
    this.#fatal = error;
    for (const job of [...this.#queue.splice(0), ...this.#suspects.splice(0)]) job.fail(error);
    for (const { jobs } of this.#members) {
      for (const { job, timer } of jobs.values()) {
        clearTimeout(timer);
        job.fail(error);
      }
      jobs.clear();
    }
  }
}

function whyEnded(job: Job, errors: string): string {
  const what = job.op === "read" ? "reading" : "grading";
  const why = errors.includes("heap out of memory")
    ? "it needs more memory than there is for one notebook"
    : "the process that did it ended, or did not come back";
  return `It could not be dealt with: ${what} it was tried twice, and ${why}.`;
}

/** The line of a program's last words that says what was wrong. */
function reasonIn(text: string): string {
  const lines = text.split("\n").filter((line) => /\S/.test(line));
  return (
    lines.find((line) => /^\s*(?:\w*Error\b|FATAL ERROR)/.test(line)) ??
    lines[0] ??
    "it gave no reason"
  ).trim();
}
