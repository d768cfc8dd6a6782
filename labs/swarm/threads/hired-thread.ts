import { once } from "node:events";
import { MessageChannel, type MessagePort, receiveMessageOnPort, type Worker } from "node:worker_threads";
import type { Piscina } from "piscina";
import { agentErrorFromData, freezeResult } from "../../agents/index.ts";
import { BEATS_TO_BEGIN } from "../beats-to-begin.ts";
import type { Ending, Job, Running } from "../executor.ts";
import type { Heartbeat, Patient } from "../heartbeat.ts";
import { failedResult } from "../run-agent.ts";
import { SwarmError } from "../swarm-error.ts";
import type { Board } from "./board.ts";
import { causeOfDeath } from "./cause-of-death.ts";
import type { Contract, FromThread, JobEnding, JobMessage, ToThread } from "./messages.ts";

/** How long a thread may take to deserialize, in seconds. */
const STARTUP_LIMIT = 60;

export interface HiredThreadParts {
  readonly pool: Piscina;
  readonly board: Board;
  readonly contract: Omit<Contract, "port">;
  /** Who is meant by a job. */
  readonly agents: readonly { readonly agentId: number; readonly agentType: string }[];
  readonly heartbeat: Heartbeat;
  /** How many heartbeats it may take to begin with an agent, once the thread has run one. */
  readonly beatsToBeginAgain: number;
  readonly onStray: (agentId: number, reason: string) => void;
  /** Called when the thread has ended in the middle of its work, before anybody learns what became of its agents. */
  readonly onLost: (threadId: number) => void;
}

/** One message of work, until all of it is done. */
interface Assignment {
  /** Jobs of a `jobs` message that have not ended. A thread that steals tells when it is done. */
  left: number;
  readonly isStealing: boolean;
  readonly jobs: readonly JobMessage[];
  readonly reported: Set<Job>;
  readonly onEnd: (ending: Ending) => void;
  readonly finish: () => void;
}

/**
 * One thread from the coordinator's side. It is hired, ready, busy or idle in turn, and once gone.
 *
 * A job is running until its outcome has been received, so a job that does harm while its answer is copied is known
 * by the board. A thread that was sent jobs and runs none is blocked, and the heartbeat ends it.
 */
export class HiredThread implements Patient {
  /** Resolves once the thread has deserialized; is rejected with CANNOT_START when it cannot. */
  readonly ready: Promise<void>;
  tasksDone = 0;
  readonly #parts: HiredThreadParts;
  readonly #port: MessagePort;
  readonly #letGo = new AbortController();
  readonly #gone: Promise<void>;
  readonly #becomeReady = Promise.withResolvers<void>();
  readonly #startupTimer: NodeJS.Timeout;
  #worker: Worker | undefined;
  #threadId = -1;
  #name = "";
  #isReady = false;
  #isGone = false;
  /** Of the agent whose outcome was received last. */
  #lastAgent = -1;
  #beatsKeptWaiting = 0;
  #blockedSeconds: number | undefined;
  /** Ended by force, where that is no job's doing. */
  #isAbandoned = false;
  /** In the order in which the thread works through them. */
  readonly #assignments: Assignment[] = [];
  #killed: Job | undefined;
  #exitCode: number | undefined;

  constructor(parts: HiredThreadParts) {
    this.#parts = parts;
    const tooLate = () => this.#becomeReady.reject(cannotStart(`it was not ready within ${STARTUP_LIMIT} s`));
    this.#startupTimer = setTimeout(tooLate, STARTUP_LIMIT * 1000);
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.on("message", (message: FromThread) => this.#hear(message));
    this.ready = this.#becomeReady.promise;
    const contract: Contract = { ...parts.contract, port: port2 };
    parts.heartbeat.add(this);
    // piscina derives this option's type from the last overload of postMessage, which takes no list.
    const transferList = [port2] as never;
    this.#gone = parts.pool.run(contract, { transferList, signal: this.#letGo.signal }).then(
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
  run(message: Exclude<ToThread, { kind: "stop" }>, onEnd: (ending: Ending) => void): Promise<void> {
    const { promise, resolve: finish } = Promise.withResolvers<void>();
    const isStealing = message.kind === "steal";
    const { jobs } = message;
    this.#assignments.push({ left: jobs.length, isStealing, jobs, reported: new Set(), onEnd, finish });
    this.#beatsKeptWaiting = 0;
    this.#port.postMessage(message);
    return promise;
  }

  stop(job: Job): void {
    this.#parts.board.askToStop(this.#parts.contract.row, job);
    this.#port.postMessage({ kind: "stop", job } satisfies ToThread);
  }

  kill(job: Job): void {
    this.#killed = job;
    this.#letGo.abort();
  }

  /** Ends the thread by force if it is not ready or runs no agent of those that it was sent. */
  endIfBlocked(): void {
    if (this.#isReady && !this.#isKeptWaiting()) return;
    this.#isAbandoned = true;
    this.#letGo.abort();
  }

  beat(): void {
    const isDoomed = this.#onlyJob() !== undefined;
    const beatsToBegin = isDoomed ? BEATS_TO_BEGIN : this.#parts.beatsToBeginAgain;
    this.#beatsKeptWaiting = this.#isKeptWaiting() ? this.#beatsKeptWaiting + 1 : 0;
    if (this.#beatsKeptWaiting !== beatsToBegin) return;
    if (isDoomed) this.#blockedSeconds = beatsToBegin;
    else this.#isAbandoned = true;
    if (this.tasksDone > 0) {
      const reason = `left something behind that blocked its thread for ${beatsToBegin} s; the thread was replaced`;
      this.#parts.onStray(this.#lastAgent, reason);
    }
    this.#letGo.abort();
  }

  #isKeptWaiting(): boolean {
    return this.#isReady && this.isBusy && this.#running() === undefined;
  }

  #running(): Running | undefined {
    return this.#parts.board.running(this.#parts.contract.row);
  }

  /** Ends the thread and waits until it is gone. */
  async dismiss(): Promise<void> {
    this.#letGo.abort();
    await this.#gone;
  }

  #hear(message: FromThread): void {
    switch (message.kind) {
      case "ready":
        this.#threadId = message.threadId;
        this.#name = `thread ${message.threadId}`;
        this.#worker = this.#parts.pool.threads.find((worker) => worker.threadId === message.threadId);
        clearTimeout(this.#startupTimer);
        this.#isReady = true;
        this.#becomeReady.resolve();
        return;
      case "ended":
        for (const ending of message.endings) this.#report(this.#rebuilt(ending));
        return;
      case "idle":
        this.#finish();
        return;
      case "stray":
        this.#parts.onStray(message.agentId, message.reason);
        return;
      case "exiting":
        this.#exitCode = message.code;
        return;
    }
  }

  #rebuilt([job, result, error, duration, startedAt, endedAt]: JobEnding): Ending {
    const { agentId, agentType } = this.#agent(job);
    const times = { duration, startedAt, endedAt };
    const outcome = { result, success: error === null, error: error && agentErrorFromData(error) };
    const worker = this.#name;
    return {
      job,
      result: freezeResult({ agentId, agentType, ...outcome, ...times, worker }),
      workerLost: false,
    };
  }

  #agent(job: Job): HiredThreadParts["agents"][number] {
    const agent = this.#parts.agents[job];
    if (agent === undefined) throw new RangeError(`There is no job ${job}.`);
    return agent;
  }

  #report(ending: Ending): void {
    this.#parts.board.received(this.#parts.contract.row, ending.job);
    const [assignment] = this.#assignments;
    if (assignment === undefined || assignment.reported.has(ending.job)) return;
    assignment.reported.add(ending.job);
    assignment.left--;
    this.tasksDone++;
    this.#lastAgent = ending.result.agentId;
    this.#beatsKeptWaiting = 0;
    if (this.#killed === ending.job) this.#isAbandoned = true;
    assignment.onEnd(ending);
    if (!assignment.isStealing && assignment.left === 0) this.#finish();
  }

  #finish(): void {
    this.#assignments.shift()?.finish();
  }

  async #onGone(error: unknown): Promise<void> {
    // What the thread said before it died may not have been heard yet.
    for (
      let left = receiveMessageOnPort(this.#port);
      left !== undefined;
      left = receiveMessageOnPort(this.#port)
    ) {
      this.#hear(left.message as FromThread);
    }
    this.#isGone = true;
    this.#parts.heartbeat.delete(this);
    this.#port.close();
    if (this.#worker !== undefined && this.#worker.threadId !== -1) await once(this.#worker, "exit");
    if (this.isBusy) this.#parts.onLost(this.#threadId);
    this.#reportCulprit(error);
    this.#parts.board.end(this.#parts.contract.row);
    clearTimeout(this.#startupTimer);
    this.#becomeReady.reject(cannotStart(error));
    this.ready.catch(() => {});
    while (this.isBusy) this.#finish();
  }

  /** The agent that is to blame if the thread is lost before it begins: the only one that it was ever sent. */
  #onlyJob(): Job | undefined {
    const [assignment] = this.#assignments;
    if (this.tasksDone > 0 || assignment === undefined || assignment.isStealing) return undefined;
    return assignment.jobs.length === 1 ? assignment.jobs[0]?.[0] : undefined;
  }

  /** The agent that was running when the thread died, unless another one was to be killed. */
  #reportCulprit(error: unknown): void {
    if (this.#isAbandoned) return;
    const running = this.#running();
    const job = this.#killed ?? running?.job ?? this.#onlyJob();
    if (job === undefined) return;
    const agent = this.#agent(job);
    const now = Number(process.hrtime.bigint() - this.#parts.board.zero) / 1e9;
    const when = { worker: this.#name, startedAt: running?.since ?? now, endedAt: now };
    this.#report({
      job,
      result: failedResult(
        agent,
        causeOfDeath(agent, {
          killed: this.#killed !== undefined,
          blockedSeconds: this.#blockedSeconds,
          exitCode: this.#exitCode,
          cause: error,
        }),
        when,
      ),
      workerLost: true,
    });
  }
}

function cannotStart(cause: unknown): SwarmError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SwarmError("CANNOT_START", `A worker thread did not start: ${reason}`, { cause });
}
