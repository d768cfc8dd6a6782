import { errorMessage } from "../../common/error-message.ts";
import { agentTypeOf } from "../agent-type.ts";
import { SwarmError } from "../errors.ts";
import type { Job, Outcome, PoolOptions, Running, WorkerPool } from "../executor.ts";
import { type Bundle, Serializer } from "../transfer/index.ts";
import type { Agents } from "../worker/assignment.ts";
import { Heartbeat } from "../worker/heartbeat.ts";
import type { JobMessage } from "../worker/messages.ts";
import { pingsToBeginAgain } from "../worker/pings-to-begin.ts";
import { serializeAgents } from "../worker/serialize-agents.ts";
import { encodeFrame } from "./frames.ts";
import { type MemoryBudget, memoryBudget } from "./memory-budget.ts";
import type { ProcessInitMessage } from "./messages.ts";
import { refuseSharedMemory } from "./refuse-shared-memory.ts";
import { SupervisedProcess } from "./supervised-process.ts";

/** How often the start of a replacement is tried. */
const START_TRIES = 3;

/** How long before it may be needed a spare process is started, in milliseconds. */
const SPARE_LEAD_MS = 200;

/**
 * The processes of one swarm. Each runs one message of work after the other, and is replaced when it is lost or worn
 * out. It is sent one message at a time, so that a lost process fails only the agent that it was running.
 */
export class ProcessPool implements WorkerPool {
  readonly #options: PoolOptions;
  readonly #agents: Agents;
  readonly #messages: readonly JobMessage[];
  /** Encoded once, because every process is sent the same bytes. */
  readonly #init: Buffer;
  readonly #memory: MemoryBudget;
  readonly #heartbeat = new Heartbeat();
  /** All processes that have been started and are not gone. */
  readonly #processes = new Set<SupervisedProcess>();
  /** Processes without work; some may still be starting. */
  readonly #idle: SupervisedProcess[] = [];
  #startTime = 0n;
  #isDraining = false;
  /** Whether any process has become ready, so that the init message is known to be valid. */
  #hasStarted = false;
  startupSeconds = 0;

  static async open(options: PoolOptions): Promise<ProcessPool> {
    const start = performance.now();
    const pool = new ProcessPool(options);
    try {
      if (options.settings.warmUp) {
        for (let i = 0; i < options.settings.concurrency; i++) pool.#idle.push(pool.#start());
        await Promise.all(pool.#idle.map((process) => process.ready));
        pool.#hasStarted = true;
      }
    } catch (error) {
      await pool.close();
      throw error;
    }
    pool.startupSeconds = (performance.now() - start) / 1000;
    return pool;
  }

  private constructor(options: PoolOptions) {
    const { concurrency, memoryLimit, shared } = options.settings;
    this.#options = options;
    refuseSharedMemory(shared, "shared");
    for (const { agentId, input, rest } of options.agents) {
      refuseSharedMemory(input, `the input of agent ${agentId}`);
      refuseSharedMemory(rest, `the arguments of agent ${agentId}`);
    }
    this.#agents = options.agents.map((task) => ({ agentId: task.agentId, agentType: agentTypeOf(task) }));
    const serializer = new Serializer();
    const { types, messages } = serializeAgents(options.agents, serializer);
    this.#messages = messages;
    const serializedShared = serializer.addValue(shared, "shared");
    const bundle = serializer.bundle();
    refuseSharedConstants(bundle);
    const init: ProcessInitMessage = { kind: "init", bundle, types, shared: serializedShared };
    this.#init = encodeFrame(init);
    this.#memory = memoryBudget(memoryLimit, concurrency);
  }

  begin(startTime: bigint): void {
    this.#startTime = startTime;
    for (const process of this.#processes) process.begin(startTime);
  }

  async run(jobs: readonly Job[], onOutcome: (outcome: Outcome) => void): Promise<void> {
    const process = await this.#take();
    // A job is an index of the agents, and each agent has one message.
    const messages = jobs.map((job) => this.#messages[job] as JobMessage);
    await process.run(messages, onOutcome);
    const { maxTasksPerWorker = Number.POSITIVE_INFINITY, concurrency } = this.#options.settings;
    const isUsedUp = process.isWornOut || process.tasksDone >= maxTasksPerWorker;
    // Not awaited, so that the next process can start meanwhile; `close` waits for all of them.
    if (isUsedUp) void process.terminate();
    else if (process.isReady) this.#idle.push(process);
    // A spare process that was not needed is the first of the idle ones.
    if (this.#staying().length > concurrency) void this.#idle.shift()?.terminate();
  }

  /** A process that can take work: an idle one, else a new one. */
  async #take(): Promise<SupervisedProcess> {
    for (let process = this.#idle.pop(); process !== undefined; process = this.#idle.pop()) {
      await process.ready.catch(() => {});
      if (process.isReady) return process;
    }
    for (let attempt = 1; ; attempt++) {
      try {
        const process = this.#start();
        await process.ready;
        this.#hasStarted = true;
        return process;
      } catch (error) {
        // Once a process has started, another one can start as well, so on a busy machine it is tried again.
        if (!this.#hasStarted || this.#isDraining || attempt === START_TRIES) throw error;
      }
    }
  }

  /** @throws SwarmError CANNOT_START when the system has no files or processes left */
  #start(): SupervisedProcess {
    try {
      const process: SupervisedProcess = new SupervisedProcess({
        init: this.#init,
        startTime: this.#startTime,
        agents: this.#agents,
        memory: this.#memory,
        pingsToBeginAgain: pingsToBeginAgain(this.#options.settings),
        onUnhandled: this.#options.onUnhandled,
        onGone: () => {
          this.#processes.delete(process);
          this.#heartbeat.delete(process);
        },
      });
      this.#processes.add(process);
      this.#heartbeat.add(process);
      if (this.#isDraining) process.drain();
      return process;
    } catch (cause) {
      throw new SwarmError("CANNOT_START", `A child process did not start: ${errorMessage(cause)}`, {
        cause,
      });
    }
  }

  /** Starts a process before it is needed, one for each that may be killed soon. An error is ignored, because `#take` tries again. */
  #startSpare(): void {
    const mayBeKilled = this.#staying().filter((process) => process.isAskedToStop);
    if (this.#isDraining || this.#idle.length >= mayBeKilled.length) return;
    try {
      this.#idle.unshift(this.#start());
    } catch {}
  }

  #staying(): SupervisedProcess[] {
    return [...this.#processes].filter((process) => process.isStaying);
  }

  *running(): Iterable<Running> {
    for (const process of this.#processes) {
      const running = process.running();
      if (running !== undefined) yield running;
    }
  }

  drain(): void {
    this.#isDraining = true;
    for (const process of this.#processes) process.drain();
  }

  requestStop(job: Job): void {
    const process = this.#processOf(job);
    process?.requestStop(job);
    // The process may have to be killed after grace. Its replacement starts shortly before, so that no job waits for it.
    const wait = Math.max(0, this.#options.settings.grace * 1000 - SPARE_LEAD_MS);
    setTimeout(() => process?.isAskedToStop && this.#startSpare(), wait).unref();
  }

  kill(job: Job): void {
    this.#processOf(job)?.kill(job);
  }

  endBlocked(): void {
    for (const process of this.#processes) process.endIfBlocked();
  }

  #processOf(job: Job): SupervisedProcess | undefined {
    return [...this.#processes].find((process) => process.running()?.job === job);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#processes].map((process) => process.terminate()));
  }
}

/** Refuses shared objects among the top-level names that are transferred with the agents. */
function refuseSharedConstants({ values, statics }: Bundle): void {
  for (const [name, value] of Object.entries({ ...values, ...statics })) refuseSharedMemory(value, name);
}
