import { once } from "node:events";
import type { Worker } from "node:worker_threads";
import { agentErrorToData } from "../../agents/error-data.ts";
import { type RunnableTask, runAgent } from "../run-agent.ts";
import { swarmClock } from "../swarm-clock.ts";
import type { Board } from "../threads/board.ts";
import { Incidents } from "../threads/incidents.ts";
import type { AgentType, JobEnding, JobMessage } from "../threads/messages.ts";
import { OutputLimit } from "../threads/output-limit.ts";
import { reportEndings } from "../threads/report-endings.ts";
import { ThreadContext } from "../threads/thread-context.ts";
import { type Deserialized, deserialize } from "../transfer/deserialize.ts";
import type { BoardFile } from "./board-file.ts";
import { collectGarbage } from "./collect-garbage.ts";
import type { FrameChannel } from "./frame-channel.ts";
import type { Contract, FromProcess, FromWatchdogInside, ToProcess, ToWatchdogInside } from "./messages.ts";

/** Endings of a chunk wait for each other, but no longer than this, in milliseconds. */
const PATIENCE = 50;

// Taken before any agent runs: an agent may break it.
const milliseconds = performance.now.bind(performance);

export interface ProcessWorkerParts {
  readonly channel: FrameChannel<FromProcess, ToProcess>;
  readonly watchdog: Worker;
  /** Shared with the watchdog: the stop flags. */
  readonly board: Board;
  /** Read by the supervisor: who is running. */
  readonly file: BoardFile;
}

/** The main thread of a process: it deserializes its bundle once, then runs the agents it is sent, one after the other. */
export class ProcessWorker {
  readonly #parts: ProcessWorkerParts;
  readonly #name = `process ${process.pid}`;
  readonly #incidents: Incidents;
  readonly #output = new OutputLimit();
  #deserialized: Deserialized | undefined;
  #types: readonly AgentType[] = [];
  #shared: unknown;
  #now: (() => number) | undefined;
  #context: ThreadContext | undefined;

  constructor(parts: ProcessWorkerParts) {
    this.#parts = parts;
    this.#incidents = new Incidents((message) => this.#say(message as FromProcess));
    parts.watchdog.on("message", (message: FromWatchdogInside) => {
      if (message.kind === "stop") this.#context?.stop(message.job);
    });
    parts.watchdog.on("error", () => process.exit(1));
  }

  async hear(message: ToProcess): Promise<void> {
    switch (message.kind) {
      case "contract":
        return this.#accept(message);
      case "begin":
        this.#parts.board.zero = message.zero;
        return;
      case "jobs":
        try {
          return await this.#runAll(message.jobs);
        } catch (error) {
          return this.#incidents.giveUp(error);
        }
      case "leave":
        process.exit();
    }
  }

  async #accept({ bundle, types, shared }: Contract): Promise<void> {
    try {
      this.#deserialized = await deserialize(bundle);
      this.#types = types;
      this.#shared = this.#deserialized.value(shared);
      collectGarbage();
      const watching = once(this.#parts.watchdog, "message");
      this.#parts.watchdog.postMessage({ kind: "guard" } satisfies ToWatchdogInside);
      await watching;
      this.#say({ kind: "ready" });
    } catch (error) {
      this.#say({ kind: "unable", reason: reasonOf(error) });
    }
  }

  #say(message: FromProcess): void {
    this.#parts.channel.send(message);
  }

  async #runAll(jobs: readonly JobMessage[]): Promise<void> {
    let waiting: JobEnding[] = [];
    let reported: JobMessage[] = [];
    let done = 0;
    let last = milliseconds();
    const report = () => {
      // Which of several answers does harm while they are copied is not known: then all of them come again, alone.
      if (waiting.length > 1) this.#parts.file.rest(this.#now?.() ?? 0);
      this.#report(waiting, reported);
      waiting = [];
      reported = [];
      last = milliseconds();
    };
    while (done < jobs.length && !this.#parts.board.isDraining) {
      const job = jobs[done++] as JobMessage;
      // Not by `push`, which an agent may break.
      waiting[waiting.length] = await this.#runOne(job);
      reported[reported.length] = job;
      if (milliseconds() - last > PATIENCE) report();
    }
    if (waiting.length > 0) report();
    if (done < jobs.length) this.#say({ kind: "idle" });
  }

  async #runOne(message: JobMessage): Promise<JobEnding> {
    const { board, file } = this.#parts;
    const [job, agentId] = message;
    // The first agent comes after the clock has been set.
    this.#now ??= swarmClock(board.zero);
    const now = this.#now;
    board.lowerFlag(0);
    // Before anything of the agent is touched: whatever takes the process down from here on is its doing.
    file.begin(job, now());
    const shared = this.#shared;
    const context = new ThreadContext({ agentId, worker: this.#name, shared, board, row: 0, job, now });
    this.#context = context;
    this.#output.startOver(agentId);
    const task = this.#taskOf(message);
    const { result, error, duration, startedAt, endedAt } = await this.#incidents.during(task, context, () =>
      runAgent(task, context),
    );
    return [job, result, error && agentErrorToData(error), duration, startedAt, endedAt];
  }

  #taskOf([, agentId, type, input, rest]: JobMessage): RunnableTask {
    const { name, agentType } = this.#types[type] as AgentType;
    const deserialized = this.#deserialized as Deserialized;
    return {
      agentId,
      agentType,
      type: deserialized.get(name) as RunnableTask["type"],
      input: deserialized.value(input),
      rest: deserialized.value(rest) as readonly unknown[],
    };
  }

  #report(endings: readonly JobEnding[], jobs: readonly JobMessage[]): void {
    reportEndings(endings, jobs, {
      say: (some) => this.#say({ kind: "ended", endings: some }),
      agentOf: (job) => this.#taskOf(job),
      worker: "process",
    });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
