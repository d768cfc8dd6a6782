import { Piscina } from "piscina";
import { recover } from "../../sharing/index.ts";
import { agentTypeOf } from "../agent-type.ts";
import type { Job, Outcome, PoolOptions, Running, WorkerPool } from "../executor.ts";
import { Serializer } from "../transfer/index.ts";
import type { Agents } from "../worker/assignment.ts";
import { Heartbeat } from "../worker/heartbeat.ts";
import type { JobMessage } from "../worker/messages.ts";
import { pingsToBeginAgain } from "../worker/pings-to-begin.ts";
import { serializeAgents } from "../worker/serialize-agents.ts";
import { SharedStatus } from "../worker/shared-status.ts";
import { workerModule } from "../worker/worker-module.ts";
import type { ThreadInitMessage } from "./messages.ts";
import { WorkerHandle } from "./worker-handle.ts";

/**
 * The threads of one swarm. Piscina starts the threads, keeps their number and replaces those that are lost. Each thread
 * runs one task of piscina that does not end, and is sent one message of work at a time; so a lost thread fails only
 * the agent that it was running, and no agent that was waiting.
 */
export class ThreadPool implements WorkerPool {
  readonly #options: PoolOptions;
  readonly #piscina: Piscina;
  readonly #status: SharedStatus;
  readonly #agents: Agents;
  readonly #messages: readonly JobMessage[];
  readonly #init: Omit<ThreadInitMessage, "port" | "row">;
  readonly #heartbeat = new Heartbeat();
  /** By row of the status. */
  readonly #handles: (WorkerHandle | undefined)[];
  /** The rows of threads that can take a message of work; a row stands here once for each message. */
  readonly #free: number[];
  readonly lanes: number;
  startupSeconds = 0;

  static async open(options: PoolOptions): Promise<ThreadPool> {
    const start = performance.now();
    const pool = new ThreadPool(options);
    try {
      if (options.settings.warmUp)
        await Promise.all(pool.#handles.keys().map((row) => pool.#start(row).ready));
    } catch (error) {
      await pool.close();
      throw error;
    }
    pool.startupSeconds = (performance.now() - start) / 1000;
    return pool;
  }

  private constructor(options: PoolOptions) {
    const { concurrency, shared, chunk, maxTasksPerWorker } = options.settings;
    this.#options = options;
    this.#agents = options.agents.map((task) => ({ agentId: task.agentId, agentType: agentTypeOf(task) }));
    this.#status = new SharedStatus(concurrency);
    const serializer = new Serializer();
    const { types, messages } = serializeAgents(options.agents, serializer);
    this.#messages = messages;
    const serializedShared = serializer.addValue(shared, "shared");
    const bundle = serializer.bundle();
    this.#init = { status: this.#status.buffer, bundle, types, shared: serializedShared };
    this.#handles = Array.from({ length: concurrency }, () => undefined);
    const rows = [...this.#handles.keys()];
    // A thread that runs a chunk is sent the next one already, so that it never waits for the coordinator. A single
    // agent is sent to a free thread only, because the agent before it might run for long.
    this.#free = chunk > 1 && maxTasksPerWorker === undefined ? [...rows, ...rows] : rows;
    this.lanes = this.#free.length;
    this.#piscina = new Piscina({
      filename: workerModule("thread").href,
      minThreads: concurrency,
      maxThreads: concurrency,
      concurrentTasksPerWorker: 1,
      // With "sync" the thread would block between tasks, and the agents' timers and promises would not run.
      atomics: "disabled",
    });
  }

  begin(startTime: bigint): void {
    this.#status.startTime = startTime;
  }

  async run(jobs: readonly Job[], onOutcome: (outcome: Outcome) => void): Promise<void> {
    const messages = this.#messagesOf(jobs);
    await this.#withThread((handle) => handle.run({ kind: "jobs", jobs: messages }, onOutcome));
  }

  async steal(
    jobs: readonly Job[],
    counter: Int32Array,
    onOutcome: (outcome: Outcome) => void,
  ): Promise<void> {
    const messages = this.#messagesOf(jobs);
    const { maxTasksPerWorker = messages.length } = this.#options.settings;
    await this.#withThread((handle) => {
      const most = maxTasksPerWorker - handle.tasksDone;
      return handle.run({ kind: "steal", jobs: messages, counter, most }, onOutcome);
    });
  }

  #messagesOf(jobs: readonly Job[]): JobMessage[] {
    // A job is an index of the agents, and each agent has one message.
    return jobs.map((job) => this.#messages[job] as JobMessage);
  }

  async #withThread(use: (handle: WorkerHandle) => Promise<void>): Promise<void> {
    const row = this.#free.pop();
    if (row === undefined) throw new RangeError("More agents at once than there are threads.");
    const existing = this.#handles[row];
    const handle = existing === undefined || existing.isGone ? this.#start(row) : existing;
    await handle.ready;
    await use(handle);
    const { maxTasksPerWorker = Number.POSITIVE_INFINITY } = this.#options.settings;
    if (handle.tasksDone >= maxTasksPerWorker) await handle.terminate();
    this.#free.push(row);
  }

  #start(row: number): WorkerHandle {
    const handle = new WorkerHandle({
      threads: this.#piscina,
      status: this.#status,
      init: { ...this.#init, row },
      agents: this.#agents,
      heartbeat: this.#heartbeat,
      pingsToBeginAgain: pingsToBeginAgain(this.#options.settings),
      onUnhandled: this.#options.onUnhandled,
      onLost: (threadId) => this.#recover(threadId),
    });
    this.#handles[row] = handle;
    return handle;
  }

  /** Releases the locks of a lost thread on shared objects, so that no other thread waits for it. */
  #recover(threadId: number): void {
    recover(this.#options.settings.shared, threadId);
    for (const { input, rest } of this.#options.agents) recover([input, rest], threadId);
  }

  *running(): Iterable<Running> {
    for (const row of this.#handles.keys()) {
      const running = this.#status.running(row);
      if (running !== undefined) yield running;
    }
  }

  drain(): void {
    this.#status.drain();
  }

  requestStop(job: Job): void {
    this.#handleOf(job)?.requestStop(job);
  }

  kill(job: Job): void {
    this.#handleOf(job)?.kill(job);
  }

  endBlocked(): void {
    for (const handle of this.#handles) handle?.endIfBlocked();
  }

  #handleOf(job: Job): WorkerHandle | undefined {
    const row = this.#handles.keys().find((one) => this.#status.running(one)?.job === job);
    return row === undefined ? undefined : this.#handles[row];
  }

  async close(): Promise<void> {
    await Promise.all(this.#handles.map((handle) => handle?.terminate()));
    await this.#piscina.destroy();
  }
}
