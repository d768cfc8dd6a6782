import { threadId } from "node:worker_threads";
import { AgentError } from "../../agents/agent-error.ts";
import type { AgentResult } from "../../agents/agent-result.ts";
import { agentErrorToData } from "../../agents/error-data.ts";
import { failedResult, type RunnableTask, runAgent } from "../run-agent.ts";
import { swarmClock } from "../swarm-clock.ts";
import { type Deserialized, deserialize } from "../transfer/deserialize.ts";
import { Board } from "./board.ts";
import { Incidents } from "./incidents.ts";
import type { Contract, FromThread, JobEnding, JobMessage, StealMessage, ToThread } from "./messages.ts";
import { OutputLimit } from "./output-limit.ts";
import { reportEndings } from "./report-endings.ts";
import { ThreadContext } from "./thread-context.ts";

/** The endings of a chunk wait for each other, but no longer than this, in milliseconds. */
const PATIENCE = 50;

// Taken before any agent runs: an agent may break it.
const milliseconds = performance.now.bind(performance);

/**
 * What a hired thread does: it deserializes its bundle once, then runs the agents it is sent, one after the other.
 * It is one long task of the pool, which ends only when the thread is let go.
 */
export default async function work(contract: Contract): Promise<never> {
  const worker = new Worker(contract, await deserialize(contract.bundle));
  worker.start();
  return new Promise(() => {});
}

class Worker {
  readonly #contract: Contract;
  readonly #deserialized: Deserialized;
  readonly #board: Board;
  readonly #shared: unknown;
  readonly #name = `thread ${threadId}`;
  readonly #incidents: Incidents;
  readonly #output = new OutputLimit();
  readonly #say: (message: FromThread) => void;
  #work: Promise<void> = Promise.resolve();
  #now: (() => number) | undefined;
  #context: ThreadContext | undefined;

  constructor(contract: Contract, deserialized: Deserialized) {
    this.#contract = contract;
    // Taken before any agent runs: an agent may break it.
    this.#say = contract.port.postMessage.bind(contract.port);
    this.#deserialized = deserialized;
    this.#board = new Board(contract.board);
    this.#shared = deserialized.value(contract.shared);
    this.#incidents = new Incidents((message) => this.#say(message));
  }

  start(): void {
    this.#contract.port.on("message", (message: ToThread) => this.#hear(message));
    this.#say({ kind: "ready", threadId });
  }

  #hear(message: ToThread): void {
    if (message.kind === "stop") this.#context?.stop(message.job);
    // One agent at a time: what comes early waits.
    else this.#work = this.#runAfter(this.#work, message);
  }

  async #runAfter(earlier: Promise<void>, message: Exclude<ToThread, { kind: "stop" }>): Promise<void> {
    await earlier;
    try {
      await (message.kind === "jobs" ? this.#runAll(message.jobs) : this.#steal(message));
    } catch (error) {
      this.#incidents.giveUp(error);
    }
  }

  async #runAll(jobs: readonly JobMessage[]): Promise<void> {
    let done = 0;
    let endings: JobEnding[] = [];
    let reported: JobMessage[] = [];
    let lastReport = milliseconds();
    const report = () => {
      // Which of several answers does harm while they are copied is not known: then all of them come again, alone.
      if (endings.length > 1) this.#board.end(this.#contract.row);
      this.#report(endings, reported);
      endings = [];
      reported = [];
      lastReport = milliseconds();
    };
    while (done < jobs.length && !this.#board.isDraining) {
      const job = jobs[done++] as JobMessage;
      // Not by `push`, which an agent may break.
      endings[endings.length] = await this.#runOne(job);
      reported[reported.length] = job;
      if (milliseconds() - lastReport > PATIENCE) report();
    }
    if (endings.length > 0) report();
    if (done < jobs.length) this.#say({ kind: "idle" });
  }

  async #steal({ jobs, counter, most }: StealMessage): Promise<void> {
    for (let taken = 0; taken < most && !this.#board.isDraining; taken++) {
      const job = jobs[Atomics.add(counter, 0, 1)];
      if (job === undefined) break;
      this.#report([await this.#runOne(job)], [job]);
    }
    this.#say({ kind: "idle" });
  }

  async #runOne(message: JobMessage): Promise<JobEnding> {
    const [job, agentId] = message;
    const { row } = this.#contract;
    const board = this.#board;
    // The first agent comes after the clock has been set.
    this.#now ??= swarmClock(board.zero);
    const now = this.#now;
    const context = new ThreadContext({
      agentId,
      worker: this.#name,
      shared: this.#shared,
      board,
      row,
      job,
      now,
    });
    this.#context = context;
    this.#output.startOver(agentId);
    board.begin(row, job, now());
    // It runs until the coordinator has received its outcome: what is fatal while that is copied is this agent's doing.
    return endingOf(job, await this.#resultOf(message, context));
  }

  async #resultOf(message: JobMessage, context: ThreadContext): Promise<AgentResult> {
    try {
      const task = this.#taskOf(message);
      return await this.#incidents.during(task, context, () => runAgent(task, context));
    } catch (thrown) {
      // Not the agent, but what it was sent is at fault.
      const agent = this.#agentOf(message);
      const now = context.now();
      const when = { worker: context.worker, startedAt: now, endedAt: now };
      return failedResult(agent, AgentError.from(thrown, agent.agentId, agent.agentType), when);
    }
  }

  #taskOf([, agentId, type, input, rest]: JobMessage): RunnableTask {
    const { name, agentType } = this.#contract.types[type] as Contract["types"][number];
    return {
      agentId,
      agentType,
      type: this.#deserialized.get(name) as RunnableTask["type"],
      input: this.#deserialized.value(input),
      rest: this.#deserialized.value(rest) as readonly unknown[],
    };
  }

  #report(endings: readonly JobEnding[], jobs: readonly JobMessage[]): void {
    reportEndings(endings, jobs, {
      say: (some) => this.#say({ kind: "ended", endings: some }),
      agentOf: (job) => this.#agentOf(job),
      worker: "thread",
    });
  }

  #agentOf([, agentId, type]: JobMessage): { agentId: number; agentType: string } {
    return { agentId, agentType: this.#contract.types[type]?.agentType ?? "" };
  }
}

function endingOf(job: number, { result, error, duration, startedAt, endedAt }: AgentResult): JobEnding {
  return [job, result, error && agentErrorToData(error), duration, startedAt, endedAt];
}
