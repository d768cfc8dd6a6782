import { AgentError, type AgentResult, agentErrorToData } from "../../agents/agent.ts";
import { swarmClock } from "../clock.ts";
import type { Job } from "../executor.ts";
import { failedResult } from "../failed-result.ts";
import type { Deserialized } from "../transfer/deserialize.ts";
import type { InitMessage, JobMessage, JobOutcome, StealMessage, WorkMessage } from "./messages.ts";
import { OutputLimit } from "./output-limit.ts";
import { type OutcomeReporter, reportOutcomes } from "./report-outcomes.ts";
import { runAgent } from "./run-agent.ts";
import { TaskBuilder } from "./task-builder.ts";
import type { Transport } from "./transport.ts";
import { UncaughtErrors } from "./uncaught-errors.ts";
import { WorkerContext } from "./worker-context.ts";

/** How long the outcomes of a chunk are collected before they are reported together, in milliseconds. */
const REPORT_INTERVAL_MS = 50;

// Taken before any agent runs, because an agent may replace it.
const milliseconds = performance.now.bind(performance);

/**
 * The main loop of every worker, thread or process: it runs the agents it is sent, one after the other, and reports
 * their outcomes. The pool ends the worker; the loop ends it only when an agent has broken what the loop itself needs.
 */
export class WorkerLoop {
  readonly #transport: Transport;
  readonly #uncaughtErrors: UncaughtErrors;
  readonly #output = new OutputLimit();
  readonly #reporter: OutcomeReporter;
  #tasks: TaskBuilder | undefined;
  #work: Promise<void> = Promise.resolve();
  #now: (() => number) | undefined;
  #context: WorkerContext | undefined;

  /** From here on, an error that no agent catches does not end the worker. */
  constructor(transport: Transport) {
    this.#transport = transport;
    this.#uncaughtErrors = new UncaughtErrors((message) => transport.send(message));
    this.#reporter = {
      send: (outcomes) => transport.send({ kind: "outcomes", outcomes }),
      agentOf: (job) => this.#loaded().agentOf(job),
      worker: transport.kind,
    };
  }

  /** Takes the agents' code. It is called once, before any work. Throws when `shared` cannot be deserialized. */
  load(deserialized: Deserialized, message: Pick<InitMessage, "types" | "shared">): void {
    this.#tasks = new TaskBuilder(deserialized, message);
  }

  /** Runs a message of work as soon as the earlier ones are done. */
  enqueue(message: WorkMessage): void {
    this.#work = this.#runAfter(this.#work, message);
  }

  /** Aborts the signal of the running agent, if it runs this job. */
  stop(job: Job): void {
    this.#context?.stop(job);
  }

  async #runAfter(earlier: Promise<void>, message: WorkMessage): Promise<void> {
    await earlier;
    try {
      await (message.kind === "jobs" ? this.#runAll(message.jobs) : this.#steal(message));
    } catch (error) {
      this.#uncaughtErrors.endWorker(error);
    }
  }

  async #runAll(jobs: readonly JobMessage[]): Promise<void> {
    let done = 0;
    let outcomes: JobOutcome[] = [];
    let reported: JobMessage[] = [];
    let lastReport = milliseconds();
    const report = () => {
      // If copying several results ends the worker, it is unknown which one did it: no job counts as running then, and
      // all of them are sent again, each alone.
      if (outcomes.length > 1) this.#transport.recordIdle(this.#now?.() ?? 0);
      reportOutcomes(outcomes, reported, this.#reporter);
      outcomes = [];
      reported = [];
      lastReport = milliseconds();
    };
    while (done < jobs.length && !this.#transport.status.isDraining) {
      const job = jobs[done++] as JobMessage;
      // Assigned by index, because an agent may replace `Array.prototype.push`.
      outcomes[outcomes.length] = await this.#runOne(job);
      reported[reported.length] = job;
      if (milliseconds() - lastReport > REPORT_INTERVAL_MS) report();
    }
    if (outcomes.length > 0) report();
    if (done < jobs.length) this.#transport.send({ kind: "idle" });
  }

  async #steal({ jobs, counter, most }: StealMessage): Promise<void> {
    for (let taken = 0; taken < most && !this.#transport.status.isDraining; taken++) {
      const job = jobs[Atomics.add(counter, 0, 1)];
      if (job === undefined) break;
      reportOutcomes([await this.#runOne(job)], [job], this.#reporter);
    }
    this.#transport.send({ kind: "idle" });
  }

  /** The job counts as running until the coordinator has received its outcome, so that a result whose copying ends the worker fails its own agent. */
  async #runOne(message: JobMessage): Promise<JobOutcome> {
    const [job, agentId] = message;
    const { name, status, row } = this.#transport;
    // The start time is set before the first job.
    this.#now ??= swarmClock(status.startTime);
    const now = this.#now;
    this.#transport.recordBegin(job, now());
    const { shared } = this.#loaded();
    const context = new WorkerContext({ agentId, worker: name, shared, status, row, job, now });
    this.#context = context;
    this.#output.startOver(agentId);
    const { result, error, duration, startedAt, endedAt } = await this.#resultOf(message, context);
    return [job, result, error && agentErrorToData(error), duration, startedAt, endedAt];
  }

  async #resultOf(message: JobMessage, context: WorkerContext): Promise<AgentResult> {
    try {
      const task = this.#loaded().taskOf(message);
      return await this.#uncaughtErrors.watch(task, context, () => runAgent(task, context));
    } catch (thrown) {
      // The agent did not run, because its input or arguments could not be deserialized.
      const agent = this.#loaded().agentOf(message);
      const now = context.now();
      const when = { worker: context.worker, startedAt: now, endedAt: now };
      return failedResult(agent, AgentError.from(thrown, agent.agentId, agent.agentType), when);
    }
  }

  #loaded(): TaskBuilder {
    if (this.#tasks === undefined) throw new Error("Work was sent before the agents' code.");
    return this.#tasks;
  }
}
