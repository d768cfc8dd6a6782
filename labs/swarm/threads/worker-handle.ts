import { once } from "node:events";
import { MessageChannel, type MessagePort, receiveMessageOnPort, type Worker } from "node:worker_threads";
import type { Piscina } from "piscina";
import { errorMessage } from "../../common/error-message.ts";
import { SwarmError } from "../errors.ts";
import type { Job, Outcome, Running } from "../executor.ts";
import { failedResult } from "../failed-result.ts";
import { type Agents, Assignment, agentOf } from "../worker/assignment.ts";
import type { Heartbeat, Monitored } from "../worker/heartbeat.ts";
import type { WorkMessage } from "../worker/messages.ts";
import { PINGS_TO_BEGIN } from "../worker/pings-to-begin.ts";
import type { SharedStatus } from "../worker/shared-status.ts";
import { exitError } from "./exit-error.ts";
import type { FromThread, ThreadInitMessage, ToThread } from "./messages.ts";

/** How long a thread may take to become ready, in seconds. */
const STARTUP_LIMIT = 60;

export interface WorkerHandleOptions {
  readonly threads: Piscina;
  readonly status: SharedStatus;
  readonly init: Omit<ThreadInitMessage, "port">;
  readonly agents: Agents;
  readonly heartbeat: Heartbeat;
  /** How many pings may pass until the thread begins a job, once it has run one. */
  readonly pingsToBeginAgain: number;
  readonly onUnhandled: (agentId: number, reason: string) => void;
  /** Called when the thread has ended while it was busy, before the outcome of its running job is passed on. */
  readonly onLost: (threadId: number) => void;
}

/**
 * One thread on the pool's side. It is starting, then ready (idle or busy), and at last gone. The pool terminates it.
 *
 * A job is running until its outcome has been received, so the status names the job when copying its result ends the
 * thread. A thread that was sent jobs and runs none is blocked, and the heartbeat terminates it.
 */
export class WorkerHandle implements Monitored {
  /** Resolves once the thread can run agents; is rejected with CANNOT_START when it cannot. */
  readonly ready: Promise<void>;
  tasksDone = 0;
  readonly #options: WorkerHandleOptions;
  readonly #port: MessagePort;
  readonly #termination = new AbortController();
  readonly #gone: Promise<void>;
  readonly #becomeReady = Promise.withResolvers<void>();
  readonly #startupTimer: NodeJS.Timeout;
  #worker: Worker | undefined;
  #threadId = -1;
  #name = "";
  #isReady = false;
  #isGone = false;
  /** The agent whose outcome was received last. */
  #lastAgentId = -1;
  #pingsKeptWaiting = 0;
  #blockedSeconds: number | undefined;
  /** Whether the thread was terminated without the fault of a job. */
  #isAbandoned = false;
  /** In the order in which the thread works on them. */
  readonly #assignments: Assignment[] = [];
  #killedJob: Job | undefined;
  #exitCode: number | undefined;

  constructor(options: WorkerHandleOptions) {
    this.#options = options;
    const tooLate = () => this.#becomeReady.reject(cannotStart(`it was not ready within ${STARTUP_LIMIT} s`));
    this.#startupTimer = setTimeout(tooLate, STARTUP_LIMIT * 1000);
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.on("message", (message: FromThread) => this.#receive(message));
    this.ready = this.#becomeReady.promise;
    const init: ThreadInitMessage = { ...options.init, port: port2 };
    options.heartbeat.add(this);
    // piscina derives this option's type from the last overload of postMessage, which takes no list.
    const transferList = [port2] as never;
    this.#gone = options.threads.run(init, { transferList, signal: this.#termination.signal }).then(
      () => this.#onGone(undefined),
      (error: unknown) => this.#onGone(error),
    );
  }

  get isBusy(): boolean {
    return this.#assignments.length > 0;
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** Sends work. Resolves when all of it is done, or the thread is gone. */
  run(message: WorkMessage, onOutcome: (outcome: Outcome) => void): Promise<void> {
    const assignment = new Assignment(this.#options.agents, message, onOutcome);
    this.#assignments.push(assignment);
    this.#pingsKeptWaiting = 0;
    this.#port.postMessage(message);
    return assignment.finished;
  }

  /** Asks the agent of a running job to stop. */
  requestStop(job: Job): void {
    this.#options.status.requestStop(this.#options.init.row, job);
    this.#port.postMessage({ kind: "stop", job } satisfies ToThread);
  }

  /** Terminates the thread because of this job, which fails with the code KILLED. */
  kill(job: Job): void {
    this.#killedJob = job;
    this.#termination.abort();
  }

  /** Terminates the thread if it is not ready, or runs none of the jobs that it was sent. */
  endIfBlocked(): void {
    if (this.#isReady && !this.#isKeptWaiting()) return;
    this.#isAbandoned = true;
    this.#termination.abort();
  }

  /** Terminates the thread and waits until it is gone. */
  async terminate(): Promise<void> {
    this.#termination.abort();
    await this.#gone;
  }

  ping(): void {
    const isAtFault = this.#onlyJob() !== undefined;
    const pingsToBegin = isAtFault ? PINGS_TO_BEGIN : this.#options.pingsToBeginAgain;
    this.#pingsKeptWaiting = this.#isKeptWaiting() ? this.#pingsKeptWaiting + 1 : 0;
    if (this.#pingsKeptWaiting !== pingsToBegin) return;
    if (isAtFault) this.#blockedSeconds = pingsToBegin;
    else this.#isAbandoned = true;
    if (this.tasksDone > 0) {
      const reason = `left something behind that blocked its thread for ${pingsToBegin} s; the thread was replaced`;
      this.#options.onUnhandled(this.#lastAgentId, reason);
    }
    this.#termination.abort();
  }

  #isKeptWaiting(): boolean {
    return this.#isReady && this.isBusy && this.#running() === undefined;
  }

  #running(): Running | undefined {
    return this.#options.status.running(this.#options.init.row);
  }

  #receive(message: FromThread): void {
    switch (message.kind) {
      case "ready":
        this.#threadId = message.threadId;
        this.#name = `thread ${message.threadId}`;
        this.#worker = this.#options.threads.threads.find(({ threadId }) => threadId === message.threadId);
        clearTimeout(this.#startupTimer);
        this.#isReady = true;
        this.#becomeReady.resolve();
        return;
      case "outcomes":
        for (const outcome of message.outcomes) {
          const [job] = outcome;
          this.#endJob(job, (assignment) => assignment.receive(outcome, this.#name));
        }
        return;
      case "idle":
        this.#finish();
        return;
      case "unhandled":
        this.#options.onUnhandled(message.agentId, message.reason);
        return;
      case "exiting":
        this.#exitCode = message.code;
        return;
    }
  }

  #endJob(job: Job, end: (assignment: Assignment) => boolean): void {
    this.#options.status.endReceived(this.#options.init.row, job);
    const [assignment] = this.#assignments;
    if (!assignment?.has(job)) return;
    this.tasksDone++;
    this.#lastAgentId = agentOf(this.#options.agents, job).agentId;
    this.#pingsKeptWaiting = 0;
    if (this.#killedJob === job) this.#isAbandoned = true;
    end(assignment);
    if (assignment.isDone) this.#finish();
  }

  #finish(): void {
    this.#assignments.shift()?.finish();
  }

  async #onGone(error: unknown): Promise<void> {
    // Messages that the thread sent before it ended may not have been received yet.
    for (
      let left = receiveMessageOnPort(this.#port);
      left !== undefined;
      left = receiveMessageOnPort(this.#port)
    ) {
      // Only the thread has the other end of this port.
      this.#receive(left.message as FromThread);
    }
    this.#isGone = true;
    this.#options.heartbeat.delete(this);
    this.#port.close();
    if (this.#worker !== undefined && this.#worker.threadId !== -1) await once(this.#worker, "exit");
    if (this.isBusy) this.#options.onLost(this.#threadId);
    this.#failRunningJob(error);
    this.#options.status.end(this.#options.init.row);
    clearTimeout(this.#startupTimer);
    this.#becomeReady.reject(cannotStart(error));
    this.ready.catch(() => {});
    while (this.isBusy) this.#finish();
  }

  /** The job that is at fault if the thread is lost before it begins: the only one that it was ever sent. */
  #onlyJob(): Job | undefined {
    return this.tasksDone === 0 ? this.#assignments[0]?.onlyJob : undefined;
  }

  /** Fails the job that was running when the thread ended, or the one because of which it was killed. */
  #failRunningJob(cause: unknown): void {
    if (this.#isAbandoned) return;
    const running = this.#running();
    const job = this.#killedJob ?? running?.job ?? this.#onlyJob();
    if (job === undefined) return;
    const agent = agentOf(this.#options.agents, job);
    const now = Number(process.hrtime.bigint() - this.#options.status.startTime) / 1e9;
    const when = { worker: this.#name, startedAt: running?.since ?? now, endedAt: now };
    const isKilled = this.#killedJob !== undefined;
    const exit = { isKilled, blockedSeconds: this.#blockedSeconds, exitCode: this.#exitCode, cause };
    const result = failedResult(agent, exitError(agent, exit), when);
    this.#endJob(job, (assignment) => assignment.end({ job, result, workerLost: true }));
  }
}

function cannotStart(cause: unknown): SwarmError {
  return new SwarmError("CANNOT_START", `A worker thread did not start: ${errorMessage(cause)}`, { cause });
}
