import { Piscina } from "piscina";
import { recover } from "../../sharing/index.ts";
import { agentTypeOf } from "../agent-type.ts";
import { beatsToBeginAgain } from "../beats-to-begin.ts";
import type { Crew, CrewSetup, Ending, Job, Running } from "../executor.ts";
import { Heartbeat } from "../heartbeat.ts";
import { Serializer } from "../transfer/index.ts";
import { Board } from "./board.ts";
import { HiredThread, type HiredThreadParts } from "./hired-thread.ts";
import type { Contract, JobMessage } from "./messages.ts";
import { serializeAgents } from "./serialize-agents.ts";

/** This file's own ending: `.ts` when labs run from source, `.js` when built. */
const ENDING = import.meta.url.endsWith(".ts") ? ".ts" : ".js";

/**
 * The threads of one swarm. The pool (piscina) starts threads, keeps their number and replaces those that are lost.
 * Each thread is hired for one long task, in which it is sent one message of agents at a time: so a lost thread takes
 * down only the agent that it was running, never one that was waiting.
 */
export class ThreadCrew implements Crew {
  readonly #setup: CrewSetup;
  readonly #pool: Piscina;
  readonly #board: Board;
  readonly #agents: HiredThreadParts["agents"];
  readonly #messages: readonly JobMessage[];
  readonly #contract: Omit<Contract, "port" | "row">;
  readonly #heartbeat = new Heartbeat();
  /** By row of the board. */
  readonly #threads: (HiredThread | undefined)[];
  /** The row of a thread as often as that thread can still take a message. */
  readonly #free: number[];
  readonly lanes: number;
  startupSeconds = 0;

  static async open(setup: CrewSetup): Promise<ThreadCrew> {
    const start = performance.now();
    const crew = new ThreadCrew(setup);
    try {
      if (setup.settings.warmUp) await Promise.all(crew.#threads.keys().map((row) => crew.#hire(row).ready));
    } catch (error) {
      await crew.close();
      throw error;
    }
    crew.startupSeconds = (performance.now() - start) / 1000;
    return crew;
  }

  private constructor(setup: CrewSetup) {
    const { concurrency, shared, chunk, maxTasksPerWorker } = setup.settings;
    this.#setup = setup;
    this.#agents = setup.agents.map((task) => ({ agentId: task.agentId, agentType: agentTypeOf(task) }));
    this.#board = new Board(concurrency);
    const serializer = new Serializer();
    const { types, messages } = serializeAgents(setup.agents, serializer);
    this.#messages = messages;
    const serializedShared = serializer.addValue(shared, "shared");
    const bundle = serializer.bundle();
    this.#contract = { board: this.#board.buffer, bundle, types, shared: serializedShared };
    this.#threads = Array.from({ length: concurrency }, () => undefined);
    const rows = [...this.#threads.keys()];
    // A thread that works on a chunk has the next one waiting, so that it never waits for the coordinator. A single
    // agent waits for a thread that is free: the one it waited behind might take long.
    this.#free = chunk > 1 && maxTasksPerWorker === undefined ? [...rows, ...rows] : rows;
    this.lanes = this.#free.length;
    this.#pool = new Piscina({
      filename: new URL(`./worker${ENDING}`, import.meta.url).href,
      minThreads: concurrency,
      maxThreads: concurrency,
      concurrentTasksPerWorker: 1,
      // Agents have timers and promises of their own; with "sync" the thread would sleep through them.
      atomics: "disabled",
    });
  }

  begin(zero: bigint): void {
    this.#board.zero = zero;
  }

  async run(jobs: readonly Job[], onEnd: (ending: Ending) => void): Promise<void> {
    const messages = jobs.map((job) => this.#messages[job] as JobMessage);
    await this.#withThread((thread) => thread.run({ kind: "jobs", jobs: messages }, onEnd));
  }

  async steal(jobs: readonly Job[], counter: Int32Array, onEnd: (ending: Ending) => void): Promise<void> {
    const messages = jobs.map((job) => this.#messages[job] as JobMessage);
    const { maxTasksPerWorker = messages.length } = this.#setup.settings;
    await this.#withThread((thread) => {
      const most = maxTasksPerWorker - thread.tasksDone;
      return thread.run({ kind: "steal", jobs: messages, counter, most }, onEnd);
    });
  }

  async #withThread(use: (thread: HiredThread) => Promise<void>): Promise<void> {
    const row = this.#free.pop();
    if (row === undefined) throw new RangeError("More agents at once than there are threads.");
    const known = this.#threads[row];
    const thread = known === undefined || known.isGone ? this.#hire(row) : known;
    await thread.ready;
    await use(thread);
    const { maxTasksPerWorker = Number.POSITIVE_INFINITY } = this.#setup.settings;
    if (thread.tasksDone >= maxTasksPerWorker) await thread.dismiss();
    this.#free.push(row);
  }

  #hire(row: number): HiredThread {
    const thread = new HiredThread({
      pool: this.#pool,
      board: this.#board,
      contract: { ...this.#contract, row },
      agents: this.#agents,
      heartbeat: this.#heartbeat,
      beatsToBeginAgain: beatsToBeginAgain(this.#setup.settings),
      onStray: this.#setup.onStray,
      onLost: (threadId) => this.#recover(threadId),
    });
    this.#threads[row] = thread;
    return thread;
  }

  /** A thread that died in the middle of something may hold a lock of the agents' shared objects: nobody is to wait for it. */
  #recover(threadId: number): void {
    recover(this.#setup.settings.shared, threadId);
    for (const { input, rest } of this.#setup.agents) recover([input, rest], threadId);
  }

  *running(): Iterable<Running> {
    for (const row of this.#threads.keys()) {
      const running = this.#board.running(row);
      if (running !== undefined) yield running;
    }
  }

  drain(): void {
    this.#board.drain();
  }

  stop(job: Job): void {
    this.#threadOf(job)?.stop(job);
  }

  kill(job: Job): void {
    this.#threadOf(job)?.kill(job);
  }

  endBlocked(): void {
    for (const thread of this.#threads) thread?.endIfBlocked();
  }

  #threadOf(job: Job): HiredThread | undefined {
    const row = this.#threads.keys().find((one) => this.#board.running(one)?.job === job);
    return row === undefined ? undefined : this.#threads[row];
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread?.dismiss()));
    await this.#pool.destroy();
  }
}
