import type { SwarmError } from "../errors.ts";
import type { BegunJob, Job } from "../executor.ts";
import { failedResult } from "../failed-result.ts";
import type { ModelMessage } from "../model/messages.ts";
import { WorkerQuestions } from "../model/worker-questions.ts";
import { Assignment } from "../worker/assignment.ts";
import type { Heartbeat, Monitored } from "../worker/heartbeat.ts";
import { isOutcomes, stopMessage, type WorkMessage } from "../worker/messages.ts";
import { PINGS_TO_BEGIN } from "../worker/pings-to-begin.ts";
import type { PoolEvents, PoolWorker, Work } from "../worker/pool-worker.ts";
import type { RunProgram } from "../worker/run-program.ts";
import { SentPrograms } from "../worker/sent-programs.ts";
import { cannotStart } from "../worker/shared-pool.ts";
import { workerModule } from "../worker/worker-module.ts";
import { exitError, isOutOfMemory, type KillReason } from "./exit-error.ts";
import { ForwardedOutput } from "./forward-output.ts";
import { encodeFrame, HEAD_BYTES } from "./frames.ts";
import { GuardedProcess, type ProcessExit } from "./guarded-process.ts";
import { HealthCounter, PINGS_TO_START, PINGS_UNANSWERED } from "./health.ts";
import type { MemoryBudget } from "./memory-budget.ts";
import { type FromProcess, type FromWatchdog, LARGE_PROGRAM_BYTES, type ToProcess } from "./messages.ts";
import { mayBecome, type ProcessState } from "./process-state.ts";

/** How long a process may take to exit by itself once asked, in milliseconds. */
const EXIT_LIMIT_MS = 500;

export interface SupervisedProcessOptions extends PoolEvents {
  /** The run whose program it loads at once. */
  readonly program: RunProgram | undefined;
  readonly memory: MemoryBudget;
  readonly heartbeat: Heartbeat;
}

/** One process on the pool's side: a small state machine ({@link ProcessState}) of its messages, pings and end. */
export class SupervisedProcess implements Monitored, PoolWorker {
  readonly ready: Promise<void>;
  readonly gone: Promise<void>;
  tasksDone = 0;
  readonly #options: SupervisedProcessOptions;
  readonly #becomeReady = Promise.withResolvers<void>();
  readonly #becomeGone = Promise.withResolvers<void>();
  readonly #health = new HealthCounter();
  readonly #process: GuardedProcess<ToProcess, FromProcess>;
  readonly #output: ForwardedOutput;
  readonly #sent = new SentPrograms();
  #state: ProcessState = "starting";
  #assignment: Assignment | undefined;
  /** What its agents ask the model of their runs. Most ask nothing. */
  #questions: WorkerQuestions | undefined;
  /** The status when the assignment came. Of a job that is tried again, it names an earlier try. */
  #statusBefore: BegunJob | undefined;
  #stoppedJob: Job | undefined;
  #killedJob: Job | undefined;
  #killReason: KillReason | undefined;
  #exiting: number | undefined;
  /** Why it cannot become ready. */
  #startError: string | undefined;
  /** Whether it was killed without the fault of a job. */
  #isAbandoned = false;
  #isWornOut = false;
  /** The run and agent whose outcome was received last. */
  #last = { run: -1, agentId: -1 };

  /** Throws when the system has no files or processes left. */
  constructor(options: SupervisedProcessOptions) {
    this.#options = options;
    this.ready = this.#becomeReady.promise;
    this.gone = this.#becomeGone.promise;
    // Without this, the rejection of a spare process that nothing awaits yet would be unhandled.
    this.ready.catch(() => {});
    this.#process = new GuardedProcess({
      entry: workerModule("process"),
      memoryLimit: options.memory.bytes,
      v8Flags: options.memory.v8Flags,
      onMessage: (message) => this.#receive(message),
      onWatchdogMessage: (message) => this.#receiveFromWatchdog(message),
      onInvalidMessage: (error) => this.#kill({ kind: "invalid-message", error }),
      onExit: (exit) => this.#onExit(exit),
    });
    this.#output = new ForwardedOutput(this.#process.child);
    options.heartbeat.watch(this);
    const { program } = options;
    const brought = program && this.#sent.send(program);
    const init =
      brought === undefined || program === undefined ? undefined : ([program.run, brought] as const);
    this.#process.send({ kind: "init", program: init });
  }

  get isMonitored(): boolean {
    return this.#state === "starting" || this.#state === "busy";
  }

  get pending(): number {
    return this.#assignment === undefined ? 0 : 1;
  }

  get program(): RunProgram | undefined {
    return this.#assignment?.program;
  }

  /** Whether it is neither ending nor gone. */
  get isStaying(): boolean {
    return this.#state === "starting" || this.#state === "ready" || this.#state === "busy";
  }

  /** Whether its running agent was asked to stop. */
  get isAskedToStop(): boolean {
    return this.#assignment?.has(this.#stoppedJob) === true;
  }

  /** Whether it came so near to its memory limit that the next agent needs a new process. */
  get isWornOut(): boolean {
    return this.#isWornOut;
  }

  run({ program, agents, onOutcome }: Work): Promise<void> {
    if (!this.#become("busy")) return Promise.resolve();
    this.#options.heartbeat.watch(this);
    this.#health.progress();
    this.#statusBefore = this.#process.statusFile.latest();
    this.#stoppedJob = undefined;
    const jobs = agents.map((agent) => program.messageOf(agent));
    this.#assignment = new Assignment(program, jobs, false, onOutcome);
    const brought = this.#sent.send(program);
    const forgotten = this.#sent.takeForgotten();
    const message: WorkMessage = [program.run, program.startTime, jobs, brought, forgotten, undefined];
    this.#process.ref();
    const frame = encodeFrame(message);
    const isLarge = brought !== undefined && frame.length - HEAD_BYTES >= LARGE_PROGRAM_BYTES;
    if (isLarge) this.#process.sendToWatchdog({ kind: "loading" });
    this.#process.sendEncoded(frame);
    return this.#assignment.finished;
  }

  /** The job that is running now. */
  running(): BegunJob | undefined {
    if (this.#assignment === undefined) return undefined;
    const latest = this.#latest();
    return this.#assignment.has(latest?.job) ? latest : undefined;
  }

  /** The job of this assignment that began last. */
  #latest(): BegunJob | undefined {
    const latest = this.#process.statusFile.latest();
    const before = this.#statusBefore;
    const isOld = latest?.since === before?.since && latest?.job === before?.job;
    return isOld ? undefined : latest;
  }

  /** Asks the agent of a running job to stop. */
  requestStop(job: Job, cause?: unknown): void {
    this.#stoppedJob = job;
    this.#process.sendToWatchdog(stopMessage(job, cause));
    this.#questions?.stop(job);
  }

  drain(run: number): void {
    this.#process.sendToWatchdog({ kind: "drain", run });
  }

  /** No process steals. */
  askToYield(): void {}

  forget(program: RunProgram | undefined, givenUp: number | undefined): void {
    this.#sent.forget(program, givenUp);
  }

  sendForgotten(): void {
    const forgotten = this.#state === "ready" ? this.#sent.takeForgotten() : undefined;
    if (forgotten !== undefined) this.#process.send({ kind: "forget", forgotten });
  }

  /** Kills the process because of this job, which fails with the code KILLED. */
  kill(job: Job): void {
    this.#killedJob = job;
    this.#kill({ kind: "force" });
  }

  endIfBlocked(run: number): void {
    if (this.program?.run !== run || !this.#isKeptWaiting()) return;
    this.#isAbandoned = true;
    this.#kill({ kind: "force" });
  }

  #isKeptWaiting(): boolean {
    return this.#assignment !== undefined && this.running() === undefined;
  }

  /** Asks the process to exit, and kills it when it does not. Resolves when it is gone. */
  async terminate(): Promise<void> {
    // A process that is still starting has no work that it could finish.
    if (this.#state === "starting") this.#kill({ kind: "force" });
    let timer: NodeJS.Timeout | undefined;
    if (this.#become("closing")) {
      this.#process.send({ kind: "exit" });
      timer = setTimeout(() => this.#kill({ kind: "force" }), EXIT_LIMIT_MS);
    }
    this.#process.ref();
    await this.gone;
    clearTimeout(timer);
  }

  ping(): void {
    const isAtFault = this.#onlyJob() !== undefined;
    const pingsToBegin = isAtFault ? PINGS_TO_BEGIN : (this.program?.pingsToBeginAgain ?? PINGS_TO_BEGIN);
    switch (this.#health.ping(this.#state === "starting", this.#isKeptWaiting(), pingsToBegin)) {
      case "well":
        this.#process.sendToWatchdog({ kind: "ping" });
        return;
      case "late":
        this.#startError = `it was not ready after ${PINGS_TO_START} s`;
        this.#kill({ kind: "force" });
        return;
      case "frozen":
        this.#kill({ kind: "frozen", seconds: PINGS_UNANSWERED });
        return;
      case "blocked": {
        this.#isAbandoned = !isAtFault;
        if (this.tasksDone > 0) {
          const reason = `left something behind that blocked its process for ${pingsToBegin} s; the process was replaced`;
          this.#options.onUnhandled(this.#last.run, this.#last.agentId, reason);
        }
        this.#kill({ kind: "blocked", seconds: pingsToBegin });
        return;
      }
    }
  }

  get name(): string {
    return `process ${this.#process.pid}`;
  }

  #receive(message: FromProcess): void {
    if (isOutcomes(message)) {
      for (const outcome of message) {
        this.#questions?.end(outcome[0]);
        if (this.#assignment?.receive(outcome, this.name)) this.#countOutcome(outcome[0]);
      }
      return;
    }
    switch (message.kind) {
      case "ready":
        if (!this.#become("ready")) return;
        this.#process.unref();
        this.#becomeReady.resolve();
        return;
      case "unable":
        this.#startError = message.reason;
        this.#kill({ kind: "force" });
        return;
      case "worn-out":
        this.#isWornOut = true;
        return;
      case "idle":
        this.#finish();
        return;
      case "not-loaded":
        this.#onNotLoaded(cannotStart("A child process", message.reason));
        return;
      case "unhandled":
        this.#options.onUnhandled(message.run, message.agentId, message.reason);
        return;
      case "exiting":
        this.#exiting = message.code;
        return;
      case "model-ask":
      case "model-cancel":
        this.#onQuestion(message);
        return;
    }
  }

  #receiveFromWatchdog(message: FromWatchdog): void {
    switch (message.kind) {
      case "pong":
        this.#health.pong();
        return;
      case "memory-warning":
        this.#isWornOut = true;
        return;
    }
  }

  #countOutcome(job: Job): void {
    this.tasksDone++;
    const assignment = this.#assignment;
    if (assignment !== undefined)
      this.#last = { run: assignment.program.run, agentId: assignment.agentOf(job).agentId };
    this.#health.progress();
    if (assignment?.isDone) this.#finish();
  }

  #onQuestion(message: ModelMessage): void {
    this.#questions ??= new WorkerQuestions((reply) => this.#process.send(reply));
    const job = message.kind === "model-ask" ? message.job : undefined;
    const program = this.#assignment?.has(job) ? this.#assignment.program : undefined;
    this.#questions.receive(message, program);
  }

  #onNotLoaded(error: SwarmError): void {
    const assignment = this.#assignment;
    if (assignment === undefined) return;
    this.#sent.notLoaded(assignment.program);
    this.#endAssignment();
    assignment.fail(error);
  }

  #finish(): void {
    const assignment = this.#assignment;
    this.#endAssignment();
    assignment?.finish();
  }

  #endAssignment(): void {
    this.#assignment = undefined;
    if (this.#state === "busy" && this.#become("ready")) this.#process.unref();
  }

  /** Kills the process, once. The first reason counts. */
  #kill(reason: KillReason): void {
    if (!this.#become("killed")) return;
    this.#killReason = reason;
    this.#process.kill();
  }

  #onExit(exit: ProcessExit): void {
    this.#questions?.endAll();
    this.#failRunningJob(exit);
    this.#become("gone");
    this.#options.heartbeat.delete(this);
    this.#becomeReady.reject(this.#cannotStart(exit));
    // The pool learns first that the process is gone, so that it starts another one for the jobs that are left.
    this.#becomeGone.resolve();
    this.#finish();
  }

  /** The job that is at fault if the process is lost before it begins: the only one that it was ever sent. */
  #onlyJob(): Job | undefined {
    return this.tasksDone === 0 ? this.#assignment?.onlyJob : undefined;
  }

  /** Fails the job that was running when the process ended, or the one because of which it was killed. */
  #failRunningJob({ code, signal, memoryExceeded }: ProcessExit): void {
    if (this.#isAbandoned) return;
    const latest = this.#latest();
    const job = this.#killedJob ?? latest?.job ?? this.#onlyJob();
    const assignment = this.#assignment;
    if (assignment === undefined || !assignment.has(job)) return;
    const killReason: KillReason | undefined =
      memoryExceeded === undefined
        ? this.#killReason
        : { kind: "memory", used: memoryExceeded, limit: this.#options.memory.bytes };
    const { crashReport } = this.#output;
    const agent = assignment.agentOf(job);
    const error = exitError(agent, { killReason, exiting: this.#exiting, code, signal, crashReport });
    const endedAt = Number(process.hrtime.bigint() - assignment.program.startTime) / 1e9;
    const startedAt = latest?.job === job ? latest.since : endedAt;
    const result = failedResult(agent, error, { worker: this.name, startedAt, endedAt });
    assignment.end({ job, result, workerLost: true });
  }

  #cannotStart({ code, signal, systemError }: ProcessExit): SwarmError {
    const isTooLarge = isOutOfMemory(this.#output.crashReport);
    const reason = isTooLarge
      ? "what it is sent does not fit into its memory"
      : (systemError ?? this.#startError);
    const end = signal === null ? `it ended with code ${code}` : `it was ended by ${signal}`;
    return cannotStart("A child process", reason ?? end);
  }

  /** Changes the state if that is allowed. */
  #become(state: ProcessState): boolean {
    if (!mayBecome(this.#state, state)) return false;
    this.#state = state;
    return true;
  }
}
