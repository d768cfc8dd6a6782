import { AgentError, type AgentResult, agentErrorToData } from "../../agents/agent.ts";
import { isPlainData } from "../../common/copy/plain-data.ts";
import { readCopy } from "../../common/copy/read-copy.ts";
import { explainUncopyable, writeCopy } from "../../common/copy/write-copy.ts";
import { errorMessage } from "../../common/error-message.ts";
import { swarmClock } from "../clock.ts";
import { failedResult } from "../failed-result.ts";
import type { ModelReply } from "../model/messages.ts";
import { SentQuestions } from "../model/worker-model.ts";
import { BuiltIns } from "./built-ins.ts";
import type {
  JobMessage,
  JobOutcome,
  ProgramMessage,
  Stealing,
  StopMessage,
  WorkMessage,
} from "./messages.ts";
import { OutputLimit } from "./output-limit.ts";
import { Programs } from "./programs.ts";
import { reportOutcomes, uncloneable } from "./report-outcomes.ts";
import { runAgent } from "./run-agent.ts";
import type { TaskBuilder } from "./task-builder.ts";
import type { Transport } from "./transport.ts";
import { UncaughtErrors } from "./uncaught-errors.ts";
import { WorkerContext } from "./worker-context.ts";

/** How long the outcomes of a chunk are collected before they are reported together, in milliseconds. */
const REPORT_INTERVAL_MS = 50;

/** How long a worker steals before it makes room for another run that waits, in milliseconds. */
const TIME_SLICE_MS = 50;

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
  readonly #programs = new Programs();
  readonly #builtIns = new BuiltIns();
  #isWornOut = false;
  readonly #questions: SentQuestions;
  #work: Promise<void> = Promise.resolve();
  /** How many messages of work are not done. */
  #pending = 0;
  /** The clock of the run that it works for, and the start of that run. */
  #now: () => number = () => 0;
  #startTime: bigint | undefined;
  #context: WorkerContext | undefined;

  /** From here on, an error that no agent catches does not end the worker. */
  constructor(transport: Transport) {
    this.#transport = transport;
    this.#uncaughtErrors = new UncaughtErrors((message) => transport.send(message));
    this.#questions = new SentQuestions((message) => transport.send(message));
  }

  /** Loads the program of a run before its work comes. Throws when it cannot be built. */
  async load(run: number, program: ProgramMessage | number): Promise<void> {
    await this.#programs.load(run, program);
    // What the code of all agents changes, as a polyfill does, is the same on every worker.
    if (!this.#isWornOut) this.#builtIns.accept();
  }

  /**
   * Runs a message of work as soon as the earlier ones are done.
   *
   * @param onLoaded called when the program that it brings is loaded, before its first agent
   */
  enqueue(message: WorkMessage, onLoaded?: () => Promise<void>): void {
    this.#transport.recordWorking?.(true);
    this.#pending++;
    this.#work = this.#runAfter(this.#work, message, onLoaded);
  }

  /** Gives up programs as soon as the earlier work is done. */
  forget(forgotten: readonly number[]): void {
    this.#work = this.#forgetAfter(this.#work, forgotten);
  }

  /** Aborts the signal of the running agent, if it runs this job. */
  stop({ job, cause }: StopMessage): void {
    this.#context?.stop(job, cause && readCopy(cause));
  }

  /** Something has come back from the model that the running agent has asked. */
  receiveReply(reply: ModelReply): void {
    this.#questions.receive(reply);
  }

  async #forgetAfter(earlier: Promise<void>, forgotten: readonly number[]): Promise<void> {
    await earlier;
    this.#programs.forget(forgotten);
    this.#context = undefined;
  }

  async #runAfter(
    earlier: Promise<void>,
    message: WorkMessage,
    onLoaded?: () => Promise<void>,
  ): Promise<void> {
    await earlier;
    try {
      // Read by index, because an agent may replace the iterator of arrays.
      const run = message[0];
      const startTime = message[1];
      const jobs = message[2];
      const brought = message[3];
      const forgotten = message[4];
      const stealing = message[5];
      if (forgotten !== undefined) this.#programs.forget(forgotten);
      if (brought !== undefined) {
        const hasLoaded = await this.#hasLoaded(run, brought);
        await onLoaded?.();
        if (!hasLoaded) return;
      }
      if (startTime !== this.#startTime) {
        this.#startTime = startTime;
        this.#now = swarmClock(startTime);
      }
      const program = this.#programs.of(run);
      if (stealing === undefined) await this.#runAll(jobs, program);
      else await this.#steal(jobs, stealing, program);
    } catch (error) {
      this.#uncaughtErrors.endWorker(error);
    } finally {
      if (--this.#pending === 0) this.#transport.recordWorking?.(false);
    }
  }

  async #hasLoaded(run: number, program: ProgramMessage | number): Promise<boolean> {
    try {
      await this.load(run, program);
      return true;
    } catch (error) {
      this.#transport.send({ kind: "not-loaded", reason: errorMessage(error) });
      return false;
    }
  }

  async #runAll(jobs: readonly JobMessage[], program: TaskBuilder): Promise<void> {
    const { status } = this.#transport;
    let done = 0;
    let outcomes: JobOutcome[] = [];
    let reported: JobMessage[] = [];
    let lastReport = milliseconds();
    const report = () => {
      // If copying several results ends the worker, it is unknown which one did it: no job counts as running then, and
      // all of them are sent again, each alone.
      if (outcomes.length > 1) this.#transport.recordIdle(this.#now());
      this.#report(outcomes, reported, program);
      outcomes = [];
      reported = [];
      lastReport = milliseconds();
    };
    while (done < jobs.length && !this.#isWornOut && !status.isDraining(program.run)) {
      const job = jobs[done++] as JobMessage;
      // Assigned by index, because an agent may replace `Array.prototype.push`.
      outcomes[outcomes.length] = await this.#runOne(job, program);
      reported[reported.length] = job;
      const isLast = done === jobs.length || this.#isWornOut;
      if (milliseconds() - lastReport <= REPORT_INTERVAL_MS && !isLast) continue;
      const printing = this.#output.flushed();
      if (printing !== undefined) await printing;
      report();
    }
    if (outcomes.length > 0) report();
    if (done < jobs.length) this.#transport.send({ kind: "idle" });
  }

  async #steal(
    jobs: readonly JobMessage[],
    { counter, most }: Stealing,
    program: TaskBuilder,
  ): Promise<void> {
    const { status, row } = this.#transport;
    const end = milliseconds() + TIME_SLICE_MS;
    for (let taken = 0; taken < most && !this.#isWornOut && !status.isDraining(program.run); taken++) {
      if (status.isAskedToYield(row) && milliseconds() > end) break;
      const job = jobs[Atomics.add(counter, 0, 1)];
      if (job === undefined) break;
      const outcome = await this.#runOne(job, program);
      const printing = this.#output.flushed();
      if (printing !== undefined) await printing;
      this.#report([outcome], [job], program);
    }
    this.#transport.send({ kind: "idle" });
  }

  #report(outcomes: readonly JobOutcome[], jobs: readonly JobMessage[], program: TaskBuilder): void {
    const { kind: worker } = this.#transport;
    const send = (sent: readonly JobOutcome[]) => this.#transport.send(sent);
    const explain = (result: unknown) => explainUncopyable(result, "result", program.copyRules(worker));
    reportOutcomes(outcomes, jobs, { send, explain, agentOf: (job) => program.agentOf(job), worker });
  }

  /** The job counts as running until the coordinator has received its outcome, so that a result whose copying ends the worker fails its own agent. */
  async #runOne(message: JobMessage, program: TaskBuilder): Promise<JobOutcome> {
    const [job, agentId] = message;
    const { name, status, row } = this.#transport;
    const now = this.#now;
    this.#transport.recordBegin(job, now());
    const { shared } = program;
    const questions = this.#questions;
    const context = new WorkerContext({ agentId, worker: name, shared, status, row, job, now, questions });
    this.#context = context;
    this.#output.startOver(agentId);
    const { result, error, duration, startedAt, endedAt } = await this.#resultOf(message, context, program);
    if (!this.#builtIns.areIntact()) this.#wearOut();
    // Data like JSON, which most results are, is sent as it is.
    if (error === null && isPlainData(result)) return [job, result, null, duration, startedAt, endedAt];
    if (error !== null) return [job, null, agentErrorToData(error), duration, startedAt, endedAt];
    const { kind } = this.#transport;
    try {
      const { value, parts } = writeCopy(result, "result", program.copyRules(kind));
      return [job, value, null, duration, startedAt, endedAt, parts];
    } catch (reason) {
      const failure = uncloneable(reason, program.agentOf(message), kind);
      return [job, null, agentErrorToData(failure), duration, startedAt, endedAt];
    }
  }

  /** Later agents would compute with what this one has changed. Their jobs go to another worker. */
  #wearOut(): void {
    if (this.#isWornOut) return;
    this.#isWornOut = true;
    this.#transport.send({ kind: "worn-out" });
  }

  async #resultOf(message: JobMessage, context: WorkerContext, program: TaskBuilder): Promise<AgentResult> {
    try {
      const task = program.taskOf(message);
      return await this.#uncaughtErrors.watch(task, context, program.run, () => runAgent(task, context));
    } catch (thrown) {
      // The agent did not run, because its input or arguments could not be deserialized.
      const agent = program.agentOf(message);
      const now = context.now();
      const when = { worker: context.worker, startedAt: now, endedAt: now };
      return failedResult(agent, AgentError.from(thrown, agent.agentId, agent.agentType), when);
    }
  }
}
