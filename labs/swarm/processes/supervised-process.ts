import { once } from "node:events";
import { agentErrorFromData, freezeResult } from "../../agents/index.ts";
import type { Ending, Job, Running } from "../executor.ts";
import { failedResult } from "../run-agent.ts";
import { SwarmError } from "../swarm-error.ts";
import type { JobEnding, JobMessage } from "../threads/messages.ts";
import { BoardFile } from "./board-file.ts";
import { causeOfDeath, isOutOfMemory, type Sentence } from "./cause-of-death.ts";
import { ForwardedOutput } from "./forward-output.ts";
import { FrameChannel } from "./frame-channel.ts";
import type { Patient } from "./heartbeat.ts";
import { killGroup, type Launched, launch } from "./launch.ts";
import type { MemoryBudget } from "./memory-budget.ts";
import type { FromProcess, FromWatchdog, ToProcess, ToWatchdog } from "./messages.ts";
import { mayBecome, type ProcessState } from "./process-state.ts";

const ENDING = import.meta.url.endsWith(".ts") ? ".ts" : ".js";

/** How many heartbeats (1 s) a process may take to become ready. */
const BEATS_TO_START = 30;

/** How many pings may go unanswered. A spinning agent does not count: the watchdog answers. */
const BEATS_UNANSWERED = 5;

/** How many heartbeats may pass until a process begins with what it was sent. */
const BEATS_TO_BEGIN = 10;

/** How long a process may take to leave by itself once asked, in milliseconds. */
const FAREWELL = 500;

/** How long pipes may stay open after the process has ended, in milliseconds. */
const PIPES = 500;

export interface SupervisedProcessParts {
  /** The encoded contract. */
  readonly contract: Buffer;
  readonly zero: bigint;
  /** Who is meant by a job. */
  readonly agents: readonly { readonly agentId: number; readonly agentType: string }[];
  readonly memory: MemoryBudget;
  readonly onStray: (agentId: number, reason: string) => void;
  readonly onGone: () => void;
}

/** What a busy process is at work on. */
interface Assignment {
  /** Jobs that have not ended. */
  readonly left: Set<Job>;
  readonly onEnd: (ending: Ending) => void;
  readonly finish: () => void;
  beats: number;
}

/** One process from its supervisor's side: a small state machine around what it says and how it ends. */
export class SupervisedProcess implements Patient {
  /** Resolves once the process can run agents; is rejected with CANNOT_START when it never will. */
  readonly ready: Promise<void>;
  tasksDone = 0;
  readonly #parts: SupervisedProcessParts;
  readonly #becomeReady = Promise.withResolvers<void>();
  readonly #becomeGone = Promise.withResolvers<void>();
  readonly #launched: Launched;
  readonly #work: FrameChannel<ToProcess, FromProcess>;
  readonly #control: FrameChannel<ToWatchdog, FromWatchdog>;
  readonly #output: ForwardedOutput;
  readonly #file = new BoardFile();
  #state: ProcessState = "starting";
  #zero: bigint;
  #assignment: Assignment | undefined;
  #stoppedJob: Job | undefined;
  #killedJob: Job | undefined;
  #sentence: Sentence | undefined;
  #exiting: number | undefined;
  #unable: string | undefined;
  #beatsToStart = 0;
  #unanswered = 0;
  #memoryWarning: number | undefined;
  #lastAgent = -1;

  constructor(parts: SupervisedProcessParts) {
    this.#parts = parts;
    this.#zero = parts.zero;
    this.ready = this.#becomeReady.promise;
    // Whoever needs the process awaits this; a spare one may fail unseen.
    this.ready.catch(() => {});
    this.#launched = launch({
      entry: new URL(`./entry${ENDING}`, import.meta.url),
      v8Flags: parts.memory.v8Flags,
      args: [String(parts.memory.bytes)],
      file: this.#file.fd,
    });
    const { child, work, control } = this.#launched;
    this.#output = new ForwardedOutput(child);
    const onGarbage = (error: unknown) => this.#end({ kind: "garbage", error });
    this.#work = new FrameChannel(work, { onMessage: (message) => this.#hear(message), onGarbage });
    this.#control = new FrameChannel(control, {
      onMessage: (message) => this.#hearWatchdog(message),
      onGarbage,
    });
    child.once("error", (error) => {
      this.#unable = error.message;
      if (child.pid === undefined) this.#onGone(null, null);
    });
    child.once("exit", (code, signal) => void this.#onExit(code, signal));
    this.#work.sendEncoded(parts.contract);
    this.begin(parts.zero);
  }

  /** Undefined when it could not even be started. */
  get pid(): number | undefined {
    return this.#launched.child.pid;
  }

  get #name(): string {
    return `process ${this.pid}`;
  }

  get state(): ProcessState {
    return this.#state;
  }

  /** Whether it can take work now. */
  get isReady(): boolean {
    return this.#state === "ready";
  }

  /** Whether it has not been told to go, nor gone. */
  get isStaying(): boolean {
    return this.#state === "starting" || this.#state === "ready" || this.#state === "busy";
  }

  /** Whether the agent that it runs was asked to stop. */
  get isAskedToStop(): boolean {
    return this.#stoppedJob !== undefined && this.#assignment?.left.has(this.#stoppedJob) === true;
  }

  /** Whether it came so near to its memory limit that the next agent should have a fresh one. */
  get isWornOut(): boolean {
    return this.#memoryWarning !== undefined;
  }

  begin(zero: bigint): void {
    this.#zero = zero;
    this.#work.send({ kind: "begin", zero });
  }

  /** Sends work. Resolves when the process is ready again, or gone. */
  run(jobs: readonly JobMessage[], onEnd: (ending: Ending) => void): Promise<void> {
    if (!this.isReady) return Promise.resolve();
    const { promise, resolve: finish } = Promise.withResolvers<void>();
    this.#become("busy");
    this.#assignment = { left: new Set(jobs.map(([job]) => job)), onEnd, finish, beats: 0 };
    this.#work.send({ kind: "jobs", jobs });
    return promise;
  }

  /** The job that is running now. */
  running(): Running | undefined {
    if (this.#assignment === undefined) return undefined;
    const latest = this.#file.latest();
    return latest !== undefined && this.#assignment.left.has(latest.job) ? latest : undefined;
  }

  stop(job: Job): void {
    this.#stoppedJob = job;
    this.#control.send({ kind: "stop", job });
  }

  drain(): void {
    this.#control.send({ kind: "drain" });
  }

  kill(job: Job): void {
    this.#killedJob = job;
    this.#end({ kind: "force" });
  }

  /** Lets the process go: it is asked, and killed when it does not. Resolves when it is gone. */
  async dismiss(): Promise<void> {
    // One that has not begun has nothing to finish.
    if (this.#state === "starting") this.#end({ kind: "force" });
    else if (this.#become("closing")) {
      this.#work.send({ kind: "leave" });
      const timer = setTimeout(() => this.#end({ kind: "force" }), FAREWELL);
      await this.#becomeGone.promise;
      clearTimeout(timer);
    }
    await this.#becomeGone.promise;
  }

  beat(): void {
    if (this.#state === "starting") {
      if (++this.#beatsToStart < BEATS_TO_START) return;
      this.#unable = `it was not ready after ${BEATS_TO_START} s`;
      this.#end({ kind: "force" });
    } else if (this.#unanswered >= BEATS_UNANSWERED) {
      this.#end({ kind: "frozen", seconds: BEATS_UNANSWERED });
    } else {
      this.#unanswered++;
      this.#control.send({ kind: "ping" });
      this.#lookForBlockage();
    }
  }

  /** What an earlier agent left behind can keep the process from beginning with the next one. Nobody waits for that. */
  #lookForBlockage(): void {
    const assignment = this.#assignment;
    if (assignment === undefined || this.running() !== undefined) return;
    if (++assignment.beats < BEATS_TO_BEGIN) return;
    const reason = `left something behind that blocked its process for ${BEATS_TO_BEGIN} s; the process was replaced`;
    this.#parts.onStray(this.#lastAgent, reason);
    this.#end({ kind: "force" });
  }

  #hear(message: FromProcess): void {
    switch (message.kind) {
      case "ready":
        if (this.#become("ready")) this.#becomeReady.resolve();
        return;
      case "unable":
        this.#unable = message.reason;
        this.#end({ kind: "force" });
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
        this.#exiting = message.code;
        return;
    }
  }

  #hearWatchdog(message: FromWatchdog): void {
    switch (message.kind) {
      case "pong":
        this.#unanswered = 0;
        return;
      case "memory-warning":
        this.#memoryWarning = message.used;
        return;
      case "memory-limit":
        this.#end({ kind: "memory", used: message.used, limit: this.#parts.memory.bytes });
        return;
    }
  }

  #rebuilt([job, result, error, duration, startedAt, endedAt]: JobEnding): Ending {
    const { agentId, agentType } = this.#agent(job);
    const outcome = { result, success: error === null, error: error && agentErrorFromData(error) };
    const when = { duration, startedAt, endedAt, worker: this.#name };
    return { job, result: freezeResult({ agentId, agentType, ...outcome, ...when }), workerLost: false };
  }

  #agent(job: Job): SupervisedProcessParts["agents"][number] {
    const agent = this.#parts.agents[job];
    if (agent === undefined) throw new RangeError(`There is no job ${job}.`);
    return agent;
  }

  #report(ending: Ending): void {
    const assignment = this.#assignment;
    if (assignment?.left.delete(ending.job) !== true) return;
    assignment.beats = 0;
    this.tasksDone++;
    this.#lastAgent = ending.result.agentId;
    assignment.onEnd(ending);
    if (assignment.left.size === 0) this.#finish();
  }

  #finish(): void {
    const assignment = this.#assignment;
    this.#assignment = undefined;
    if (this.#state === "busy") this.#become("ready");
    assignment?.finish();
  }

  /** Sends SIGKILL. Why is remembered the first time. */
  #end(sentence: Sentence): void {
    if (!this.#become("killed")) return;
    this.#sentence = sentence;
    killGroup(this.pid);
  }

  async #onExit(code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    // What it started, and still keeps its pipes open, goes with it.
    killGroup(this.pid);
    const { child } = this.#launched;
    // Its last words may still be in the pipes.
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PIPES);
    await once(child, "close", { signal: patience.signal }).catch(() => {});
    clearTimeout(timer);
    this.#onGone(code, signal);
  }

  #onGone(code: number | null, signal: NodeJS.Signals | null): void {
    this.#reportCulprit(code, signal);
    this.#become("gone");
    this.#work.close();
    this.#control.close();
    this.#file.close();
    this.#becomeReady.reject(this.#cannotStart(code, signal));
    this.#parts.onGone();
    this.#becomeGone.resolve();
    this.#finish();
  }

  /** The agent that was running when the process died, unless another one was to be killed. */
  #reportCulprit(code: number | null, signal: NodeJS.Signals | null): void {
    const latest = this.#file.latest();
    const job = this.#killedJob ?? latest?.job;
    if (job === undefined || this.#assignment?.left.has(job) !== true) return;
    const agent = this.#agent(job);
    const error = causeOfDeath(agent, {
      sentence: this.#sentence,
      exiting: this.#exiting,
      code,
      signal,
      crashReport: this.#output.crashReport,
    });
    const now = Number(process.hrtime.bigint() - this.#zero) / 1e9;
    const startedAt = latest?.job === job ? latest.since : now;
    const result = failedResult(agent, error, { worker: this.#name, startedAt, endedAt: now });
    this.#report({ job, result, workerLost: true });
  }

  #cannotStart(code: number | null, signal: NodeJS.Signals | null): SwarmError {
    const isTooLarge = isOutOfMemory(this.#output.crashReport);
    const reason = isTooLarge ? "what it is sent does not fit into its memory" : this.#unable;
    const end = signal === null ? `it ended with code ${code}` : `it was ended by ${signal}`;
    return new SwarmError("CANNOT_START", `A child process did not start: ${reason ?? end}`);
  }

  /** Goes over to another state, where that may be. */
  #become(state: ProcessState): boolean {
    if (!mayBecome(this.#state, state)) return false;
    this.#state = state;
    return true;
  }
}
