import { MessageChannel, type MessagePort, receiveMessageOnPort, type Worker } from "node:worker_threads";
import type { Piscina } from "piscina";
import { errorMessage } from "../../common/error-message.ts";
import type { SwarmError } from "../errors.ts";
import type { BegunJob, Job } from "../executor.ts";
import { failedResult } from "../failed-result.ts";
import type { ModelMessage } from "../model/messages.ts";
import { WorkerQuestions } from "../model/worker-questions.ts";
import { Assignment } from "../worker/assignment.ts";
import type { Heartbeat, Monitored } from "../worker/heartbeat.ts";
import { isOutcomes, type JobMessage, stopMessage, type WorkMessage } from "../worker/messages.ts";
import { PINGS_TO_BEGIN } from "../worker/pings-to-begin.ts";
import type { PoolEvents, PoolWorker, Work } from "../worker/pool-worker.ts";
import type { RunProgram } from "../worker/run-program.ts";
import { SentPrograms } from "../worker/sent-programs.ts";
import { cannotStart } from "../worker/shared-pool.ts";
import type { SharedStatus } from "../worker/shared-status.ts";
import type { BusyPoll } from "./busy-poll.ts";
import { exitError } from "./exit-error.ts";
import type { FromThread, ThreadInitMessage, ToThread } from "./messages.ts";

/** How long a thread may take to become ready, in milliseconds. */
const STARTUP_LIMIT_MS = 60_000;

export interface WorkerHandleOptions extends PoolEvents {
  readonly threads: Piscina;
  readonly status: SharedStatus;
  /** Its row of the status, which no other thread has. */
  readonly row: number;
  readonly maxTasksPerWorker: number | undefined;
  /** The run whose program it loads at once. */
  readonly program: RunProgram | undefined;
  readonly heartbeat: Heartbeat;
  /** For the messages of all threads of the pool. */
  readonly poll: BusyPoll;
  /** Called when the thread has ended, before the outcome of its running job is passed on. */
  readonly onLost: (threadId: number, programs: Iterable<RunProgram>) => void;
}

/**
 * One thread on the pool's side. It is starting, then ready (idle or busy), and at last gone. The pool terminates it.
 *
 * A job is running until its outcome has been received, so the status names the job when copying its result ends the
 * thread. A thread that was sent jobs and runs none is blocked, and the heartbeat terminates it.
 */
export class WorkerHandle implements Monitored, PoolWorker {
  readonly ready: Promise<void>;
  readonly gone: Promise<void>;
  name = "";
  tasksDone = 0;
  readonly #options: WorkerHandleOptions;
  readonly #port: MessagePort;
  readonly #abortStart = new AbortController();
  readonly #becomeReady = Promise.withResolvers<void>();
  readonly #becomeGone = Promise.withResolvers<void>();
  readonly #sent = new SentPrograms();
  #worker: Worker | undefined;
  #threadId = -1;
  #state: "starting" | "ready" | "ending" | "gone" = "starting";
  /** The run and agent whose outcome was received last. */
  #last = { run: -1, agentId: -1 };
  #pingsKeptWaiting = 0;
  #blockedSeconds: number | undefined;
  #isWornOut = false;
  /** Whether the thread was terminated without the fault of a job. */
  #isAbandoned = false;
  /** What its agents ask the model of their runs. Most ask nothing. */
  #questions: WorkerQuestions | undefined;
  /** In the order in which the thread works on them. All are of one run. */
  readonly #assignments: Assignment[] = [];
  #stoppedJob: Job | undefined;
  #killedJob: Job | undefined;
  #exitCode: number | undefined;
  /** The error with which the thread has ended. */
  #error: unknown;

  constructor(options: WorkerHandleOptions) {
    this.#options = options;
    this.ready = this.#becomeReady.promise;
    this.gone = this.#becomeGone.promise;
    // Without this, the rejection of a thread that nothing awaits yet would be unhandled.
    this.ready.catch(() => {});
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.on("message", (message: FromThread) => this.#receive(message));
    port1.unref();
    options.heartbeat.watch(this);
    void this.#start(port2);
  }

  get pending(): number {
    return this.#assignments.length;
  }

  get isStaying(): boolean {
    return this.#state === "starting" || this.#state === "ready";
  }

  get isWornOut(): boolean {
    return this.#isWornOut;
  }

  get isMonitored(): boolean {
    return this.isStaying && this.pending > 0;
  }

  get isAskedToStop(): boolean {
    return this.#assignments[0]?.has(this.#stoppedJob) === true;
  }

  get program(): RunProgram | undefined {
    return this.#assignments[0]?.program;
  }

  run({ program, agents, counter, onOutcome }: Work): Promise<void> {
    const jobs: JobMessage[] = [];
    for (const agent of agents) jobs.push(program.messageOf(agent));
    const message = this.#message(program, jobs, counter);
    const assignment = new Assignment(program, jobs, counter !== undefined, onOutcome);
    // A program without work ends, though its threads are warm; one that awaits an agent does not.
    if (this.pending === 0) this.#worker?.ref();
    this.#assignments.push(assignment);
    this.#pingsKeptWaiting = 0;
    this.#options.heartbeat.watch(this);
    if (counter !== undefined) this.#options.status.askToYield(this.#options.row, false);
    this.#port.postMessage(message satisfies ToThread);
    this.#options.poll.start();
    return assignment.finished;
  }

  #message(program: RunProgram, jobs: readonly JobMessage[], counter: Int32Array | undefined): WorkMessage {
    const { run, startTime } = program;
    const stealing = counter && { counter, most: this.#mostToSteal(jobs.length) };
    return [run, startTime, jobs, this.#sent.send(program), this.#sent.takeForgotten(), stealing];
  }

  #mostToSteal(jobs: number): number {
    const { maxTasksPerWorker } = this.#options;
    return maxTasksPerWorker === undefined ? jobs : maxTasksPerWorker - this.tasksDone;
  }

  drain(run: number): void {
    this.#options.status.drain(run);
  }

  askToYield(): void {
    if (this.#assignments[0]?.isStealing) this.#options.status.askToYield(this.#options.row, true);
  }

  requestStop(job: Job, cause?: unknown): void {
    this.#stoppedJob = job;
    this.#options.status.requestStop(this.#options.row, job);
    this.#questions?.stop(job);
    this.#port.postMessage(stopMessage(job, cause) satisfies ToThread);
  }

  /** Terminates the thread because of this job, which fails with the code KILLED. */
  kill(job: Job): void {
    this.#killedJob = job;
    this.#end();
  }

  endIfBlocked(run: number): void {
    if (this.program?.run !== run || !this.#isKeptWaiting()) return;
    this.#isAbandoned = true;
    this.#end();
  }

  forget(program: RunProgram | undefined, givenUp: number | undefined): void {
    this.#sent.forget(program, givenUp);
  }

  sendForgotten(): void {
    const forgotten = this.#state === "ready" ? this.#sent.takeForgotten() : undefined;
    if (forgotten !== undefined) this.#port.postMessage({ kind: "forget", forgotten } satisfies ToThread);
  }

  terminate(): Promise<void> {
    this.#end();
    return this.gone;
  }

  ping(): void {
    const isAtFault = this.#onlyJob() !== undefined;
    const { program } = this;
    const pingsToBegin = isAtFault ? PINGS_TO_BEGIN : (program?.pingsToBeginAgain ?? PINGS_TO_BEGIN);
    this.#pingsKeptWaiting = this.#isKeptWaiting() ? this.#pingsKeptWaiting + 1 : 0;
    if (this.#pingsKeptWaiting !== pingsToBegin) return;
    if (isAtFault) this.#blockedSeconds = pingsToBegin;
    else this.#isAbandoned = true;
    if (this.tasksDone > 0) {
      const reason = `left something behind that blocked its thread for ${pingsToBegin} s; the thread was replaced`;
      this.#options.onUnhandled(this.#last.run, this.#last.agentId, reason);
    }
    this.#end();
  }

  async #start(port: MessagePort): Promise<void> {
    const { threads, status, row, program } = this.#options;
    const tooLate = () =>
      this.#abortStart.abort(new Error(`it was not ready within ${STARTUP_LIMIT_MS / 1000} s`));
    const timer = setTimeout(tooLate, STARTUP_LIMIT_MS);
    const brought = program && this.#sent.send(program);
    const init: ThreadInitMessage = {
      port,
      status: status.buffer,
      row,
      program: brought === undefined || program === undefined ? undefined : [program.run, brought],
    };
    try {
      // piscina derives this option's type from the last overload of postMessage, which takes no list.
      const transferList = [port] as never;
      const threadId = await threads.run(init, { transferList, signal: this.#abortStart.signal });
      this.#onReady(threadId);
    } catch (error) {
      this.#error ??= this.#abortStart.signal.aborted ? this.#abortStart.signal.reason : error;
      this.#onGone();
    } finally {
      clearTimeout(timer);
    }
  }

  #onReady(threadId: number): void {
    const { threads } = this.#options;
    this.#worker = threads.threads.find((worker) => worker.threadId === threadId);
    if (this.#worker === undefined) throw new Error("it has ended");
    this.#threadId = threadId;
    this.name = `thread ${threadId}`;
    this.#worker.once("error", (error) => {
      this.#error = error;
    });
    this.#worker.once("exit", () => this.#onGone());
    if (this.#state === "ending") void this.#worker.terminate();
    else {
      this.#state = "ready";
      this.#becomeReady.resolve();
    }
  }

  #end(): void {
    if (!this.isStaying) return;
    const isStarting = this.#state === "starting";
    this.#state = "ending";
    if (isStarting) this.#abortStart.abort();
    else {
      this.#worker?.ref();
      void this.#worker?.terminate();
    }
  }

  #isKeptWaiting(): boolean {
    return this.#state === "ready" && this.pending > 0 && this.running() === undefined;
  }

  running(): BegunJob | undefined {
    return this.#options.status.running(this.#options.row);
  }

  #receive(message: FromThread): void {
    this.#options.poll.received();
    if (isOutcomes(message)) {
      for (const outcome of message)
        this.#endJob(outcome[0], (assignment) => assignment.receive(outcome, this.name));
      return;
    }
    switch (message.kind) {
      case "worn-out":
        this.#isWornOut = true;
        return;
      case "idle":
        this.#finish();
        return;
      case "not-loaded":
        this.#onNotLoaded(cannotStart("A worker thread", message.reason));
        return;
      case "unhandled":
        this.#options.onUnhandled(message.run, message.agentId, message.reason);
        return;
      case "exiting":
        this.#exitCode = message.code;
        return;
      case "model-ask":
      case "model-cancel":
        this.#onQuestion(message);
        return;
    }
  }

  #onQuestion(message: ModelMessage): void {
    this.#questions ??= new WorkerQuestions((reply) => this.#port.postMessage(reply satisfies ToThread));
    const job = message.kind === "model-ask" ? message.job : undefined;
    const assignment = this.#assignments.find((one) => one.has(job));
    this.#questions.receive(message, assignment?.program);
  }

  #onNotLoaded(error: SwarmError): void {
    const [assignment] = this.#assignments;
    if (assignment === undefined) return;
    this.#sent.notLoaded(assignment.program);
    this.#removeFirst();
    assignment.fail(error);
  }

  #endJob(job: Job, end: (assignment: Assignment) => boolean): void {
    this.#options.status.endReceived(this.#options.row, job);
    const [assignment] = this.#assignments;
    if (!assignment?.has(job)) return;
    this.tasksDone++;
    this.#last = { run: assignment.program.run, agentId: assignment.agentOf(job).agentId };
    this.#pingsKeptWaiting = 0;
    if (this.#killedJob === job) this.#isAbandoned = true;
    this.#questions?.end(job);
    end(assignment);
    if (assignment.isDone) this.#finish();
  }

  #finish(): void {
    const [assignment] = this.#assignments;
    this.#removeFirst();
    assignment?.finish();
  }

  #removeFirst(): void {
    this.#assignments.shift();
    if (this.pending === 0 && this.#state === "ready") this.#worker?.unref();
  }

  #onGone(): void {
    // Messages that the thread sent before it ended may not have been received yet.
    for (
      let left = receiveMessageOnPort(this.#port);
      left !== undefined;
      left = receiveMessageOnPort(this.#port)
    ) {
      // Only the thread has the other end of this port.
      this.#receive(left.message as FromThread);
    }
    this.#state = "gone";
    this.#options.heartbeat.delete(this);
    this.#options.onLost(this.#threadId, this.#sent.programs);
    this.#failRunningJob();
    this.#options.status.end(this.#options.row);
    this.#questions?.endAll();
    this.#becomeReady.reject(cannotStart("A worker thread", errorMessage(this.#error), this.#error));
    // The pool learns first that the thread is gone, so that it starts another one for the jobs that are left.
    this.#becomeGone.resolve();
    while (this.pending > 0) this.#finish();
    this.#port.close();
  }

  /** The job that is at fault if the thread is lost before it begins: the only one that it was ever sent. */
  #onlyJob(): Job | undefined {
    return this.tasksDone === 0 ? this.#assignments[0]?.onlyJob : undefined;
  }

  /** Fails the job that was running when the thread ended, or the one because of which it was killed. */
  #failRunningJob(): void {
    if (this.#isAbandoned) return;
    const running = this.running();
    const job = this.#killedJob ?? running?.job ?? this.#onlyJob();
    const [assignment] = this.#assignments;
    if (job === undefined || !assignment?.has(job)) return;
    const agent = assignment.agentOf(job);
    const now = Number(process.hrtime.bigint() - assignment.program.startTime) / 1e9;
    const when = { worker: this.name, startedAt: running?.since ?? now, endedAt: now };
    const isKilled = this.#killedJob !== undefined;
    const error = exitError(agent, {
      isKilled,
      blockedSeconds: this.#blockedSeconds,
      exitCode: this.#exitCode,
      cause: this.#error,
    });
    const result = failedResult(agent, error, when);
    this.#endJob(job, (one) => one.end({ job, result, workerLost: true }));
  }
}
