import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { BEATS_TO_BEGIN } from "../beats-to-begin.ts";
import type { Ending, Job, Running } from "../executor.ts";
import type { Patient } from "../heartbeat.ts";
import { failedResult } from "../run-agent.ts";
import { SwarmError } from "../swarm-error.ts";
import type { JobMessage } from "../threads/messages.ts";
import { type Agents, Assignment } from "./assignment.ts";
import { BoardFile } from "./board-file.ts";
import { causeOfDeath, isOutOfMemory, type Sentence } from "./cause-of-death.ts";
import { ForwardedOutput } from "./forward-output.ts";
import { FrameChannel } from "./frame-channel.ts";
import { killGroup, type Launched, launch } from "./launch.ts";
import type { MemoryBudget } from "./memory-budget.ts";
import type { FromProcess, FromWatchdog, ToProcess, ToWatchdog } from "./messages.ts";
import { mayBecome, type ProcessState } from "./process-state.ts";
import { BEATS_TO_START, BEATS_UNANSWERED, VitalSigns } from "./vital-signs.ts";

const ENDING = import.meta.url.endsWith(".ts") ? ".ts" : ".js";

/** How long a process may take to leave by itself once asked, in milliseconds. */
const FAREWELL = 500;

/** How long pipes may stay open after the process has ended, in milliseconds: somebody it has started may hold them. */
const PIPES = 2000;

export interface SupervisedProcessParts {
  /** The encoded contract. */
  readonly contract: Buffer;
  readonly zero: bigint;
  readonly agents: Agents;
  readonly memory: MemoryBudget;
  /** How many heartbeats it may take to begin with an agent, once it has run one. */
  readonly beatsToBeginAgain: number;
  readonly onStray: (agentId: number, reason: string) => void;
  readonly onGone: () => void;
}

/** How a process ended. */
interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** One process from its supervisor's side: a small state machine around what it says and how it ends. */
export class SupervisedProcess implements Patient {
  /** Resolves once the process can run agents; is rejected with CANNOT_START when it never will. */
  readonly ready: Promise<void>;
  tasksDone = 0;
  readonly #parts: SupervisedProcessParts;
  readonly #becomeReady = Promise.withResolvers<void>();
  readonly #becomeGone = Promise.withResolvers<void>();
  readonly #vitals = new VitalSigns();
  readonly #file: BoardFile;
  readonly #launched: Launched;
  readonly #work: FrameChannel<ToProcess, FromProcess>;
  readonly #control: FrameChannel<ToWatchdog, FromWatchdog>;
  readonly #output: ForwardedOutput;
  #state: ProcessState = "starting";
  #zero: bigint;
  #assignment: Assignment | undefined;
  /** What the file said when the assignment came: of a job that is tried again, an earlier try. */
  #before: Running | undefined;
  #stoppedJob: Job | undefined;
  #killedJob: Job | undefined;
  #sentence: Sentence | undefined;
  #exiting: number | undefined;
  #unable: string | undefined;
  /** Ended by force, where that is no job's doing. */
  #isAbandoned = false;
  #isWornOut = false;
  #lastAgent = -1;

  /** Throws what {@link BoardFile} and `spawn` throw when the system has no files or processes left. */
  constructor(parts: SupervisedProcessParts) {
    this.#parts = parts;
    this.#zero = parts.zero;
    this.ready = this.#becomeReady.promise;
    // Whoever needs the process awaits this; a spare one may fail unseen.
    this.ready.catch(() => {});
    this.#file = new BoardFile();
    try {
      this.#launched = launch({
        entry: new URL(`./entry${ENDING}`, import.meta.url),
        v8Flags: parts.memory.v8Flags,
        args: [String(parts.memory.bytes)],
        file: this.#file.fd,
      });
    } catch (error) {
      this.#file.close();
      throw error;
    }
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
      if (child.pid === undefined) this.#onGone({ code: null, signal: null });
    });
    child.once("exit", (code, signal) => void this.#onExit({ code, signal }));
    this.#work.sendEncoded(parts.contract);
    this.begin(parts.zero);
  }

  /** Undefined when it could not even be started. */
  get pid(): number | undefined {
    return this.#launched.child.pid;
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
    return this.#assignment?.has(this.#stoppedJob) === true;
  }

  /** Whether it came so near to its memory limit that the next agent should have a fresh one. */
  get isWornOut(): boolean {
    return this.#isWornOut;
  }

  begin(zero: bigint): void {
    this.#zero = zero;
    this.#work.send({ kind: "begin", zero });
  }

  /** Sends work. Resolves when the process is ready again, or gone. */
  run(jobs: readonly JobMessage[], onEnd: (ending: Ending) => void): Promise<void> {
    if (!this.#become("busy")) return Promise.resolve();
    this.#vitals.progress();
    this.#before = this.#file.latest();
    this.#stoppedJob = undefined;
    this.#assignment = new Assignment(this.#parts.agents, jobs, onEnd);
    this.#work.send({ kind: "jobs", jobs });
    return this.#assignment.finished;
  }

  /** The job that is running now. */
  running(): Running | undefined {
    if (this.#assignment === undefined) return undefined;
    const latest = this.#latest();
    return this.#assignment.has(latest?.job) ? latest : undefined;
  }

  /** The job of this assignment that began last. */
  #latest(): Running | undefined {
    const latest = this.#file.latest();
    return latest?.since === this.#before?.since ? undefined : latest;
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

  /** Ends the process by force if it is not ready or runs no agent of those that it was sent. */
  endIfBlocked(): void {
    if (this.#state !== "starting" && !this.#isKeptWaiting()) return;
    this.#isAbandoned = true;
    this.#end({ kind: "force" });
  }

  #isKeptWaiting(): boolean {
    return this.#assignment !== undefined && this.running() === undefined;
  }

  /** Lets the process go: it is asked, and killed when it does not. Resolves when it is gone. */
  async dismiss(): Promise<void> {
    // One that has not begun has nothing to finish.
    if (this.#state === "starting") this.#end({ kind: "force" });
    let timer: NodeJS.Timeout | undefined;
    if (this.#become("closing")) {
      this.#work.send({ kind: "leave" });
      timer = setTimeout(() => this.#end({ kind: "force" }), FAREWELL);
    }
    await this.#becomeGone.promise;
    clearTimeout(timer);
  }

  beat(): void {
    const isDoomed = this.#onlyJob() !== undefined;
    const beatsToBegin = isDoomed ? BEATS_TO_BEGIN : this.#parts.beatsToBeginAgain;
    switch (this.#vitals.beat(this.#state === "starting", this.#isKeptWaiting(), beatsToBegin)) {
      case "well":
        this.#control.send({ kind: "ping" });
        return;
      case "late":
        this.#unable = `it was not ready after ${BEATS_TO_START} s`;
        this.#end({ kind: "force" });
        return;
      case "frozen":
        this.#end({ kind: "frozen", seconds: BEATS_UNANSWERED });
        return;
      case "blocked": {
        this.#isAbandoned = !isDoomed;
        if (this.tasksDone > 0) {
          const reason = `left something behind that blocked its process for ${beatsToBegin} s; the process was replaced`;
          this.#parts.onStray(this.#lastAgent, reason);
        }
        this.#end({ kind: "blocked", seconds: beatsToBegin });
        return;
      }
    }
  }

  get #name(): string {
    return `process ${this.pid}`;
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
        for (const ending of message.endings) {
          if (this.#assignment?.heard(ending, this.#name)) this.#count(ending[0]);
        }
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
        this.#vitals.pong();
        return;
      case "memory-warning":
        this.#isWornOut = true;
        return;
    }
  }

  #count(job: Job): void {
    this.tasksDone++;
    this.#lastAgent = this.#parts.agents[job]?.agentId ?? -1;
    this.#vitals.progress();
    if (this.#assignment?.isDone) this.#finish();
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

  async #onExit(exit: Exit): Promise<void> {
    // What it started, and still keeps its pipes open, goes with it.
    killGroup(this.pid);
    // Its last words may still be in the pipes.
    await once(this.#launched.child, "close", { signal: AbortSignal.timeout(PIPES) }).catch(() => {});
    // Where this process was too busy to look at pipes while the time ran out, it looks now.
    await setImmediate();
    this.#onGone(exit);
  }

  #onGone(exit: Exit): void {
    this.#reportCulprit(exit);
    this.#become("gone");
    this.#work.close();
    this.#control.close();
    this.#file.close();
    this.#becomeReady.reject(this.#cannotStart(exit));
    this.#parts.onGone();
    this.#becomeGone.resolve();
    this.#finish();
  }

  /** The agent that is to blame if the process is lost before it begins: the only one that it was ever sent. */
  #onlyJob(): Job | undefined {
    return this.tasksDone === 0 ? this.#assignment?.only : undefined;
  }

  /** The agent that was running when the process died, unless another one was to be killed. */
  #reportCulprit(exit: Exit): void {
    if (this.#isAbandoned) return;
    const latest = this.#latest();
    const job = this.#killedJob ?? latest?.job ?? this.#onlyJob();
    const assignment = this.#assignment;
    if (assignment === undefined || !assignment.has(job)) return;
    const agent = assignment.agent(job);
    const { crashReport } = this.#output;
    const death = {
      sentence: this.#overdraft() ?? this.#sentence,
      exiting: this.#exiting,
      ...exit,
      crashReport,
    };
    const endedAt = Number(process.hrtime.bigint() - this.#zero) / 1e9;
    const startedAt = latest?.job === job ? latest.since : endedAt;
    const when = { worker: this.#name, startedAt, endedAt };
    assignment.end({ job, result: failedResult(agent, causeOfDeath(agent, death), when), workerLost: true });
  }

  /** What its watchdog has ended it for. */
  #overdraft(): Sentence | undefined {
    const used = this.#file.overdrawn();
    return used === undefined ? undefined : { kind: "memory", used, limit: this.#parts.memory.bytes };
  }

  #cannotStart({ code, signal }: Exit): SwarmError {
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
