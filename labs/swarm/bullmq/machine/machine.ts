import { hostname } from "node:os";
import { dirname } from "node:path";
import type { Job as BullJob, Telemetry, Worker } from "bullmq";
import { AgentError } from "../../../agents/index.ts";
import { errorMessage } from "../../../common/error-message.ts";
import { optionalPackage } from "../../../common/optional-package.ts";
import { swarmClock } from "../../clock.ts";
import type { Outcome } from "../../executor.ts";
import { failedResult } from "../../failed-result.ts";
import type { JobMessage } from "../../worker/messages.ts";
import { labFolder } from "../embedded/lab-folder.ts";
import type { Engine } from "../engine/engine.ts";
import { SlotMeter } from "../monitoring/slot-meter.ts";
import { buildOfLabs, PROTOCOL } from "../wire/build.ts";
import { decode } from "../wire/codec.ts";
import { ControlChannel } from "../wire/control-channel.ts";
import { isSignedJob, type JobData, jobIdOf, readJobId } from "../wire/job-data.ts";
import type { Key } from "../wire/key.ts";
import type { ControlMessage } from "../wire/messages.ts";
import { encodeResult, type Refusal, type ResultData, signedResult } from "../wire/result-data.ts";
import { RunStore } from "../wire/run-store.ts";
import type { AgentPools } from "./agent-pools.ts";
import { localRuns } from "./local-runs.ts";
import type { MachineCounts } from "./machine-counts.ts";
import { MachineJob } from "./machine-job.ts";
import { MachineRun } from "./machine-run.ts";
import { MachinePrograms } from "./programs.ts";
import { RunClocks } from "./run-clocks.ts";

/** How often a machine says that it works, in milliseconds. */
const HELLO_INTERVAL_MS = 2000;

/**
 * How often a machine looks whether a job has begun, in milliseconds. An agent that is done sooner is not reported before its
 * result. To a coordinator in the same program a report costs nothing.
 */
const LOOK_INTERVAL_MS = 15;
const OWN_LOOK_INTERVAL_MS = 3;

/** How long after its timeout and grace an agent is ended that no coordinator has ended, in milliseconds. */
const ORPHAN_SLACK_MS = 5000;

/** How many machines may be lost while they run a job, before it is given up. */
export const MOST_LOST_MACHINES = 3;

export interface MachineOptions {
  readonly engine: Engine;
  readonly queue: string;
  readonly key: Key;
  /** Its name in results. */
  readonly name: string;
  /** How many agents it runs at the same time. */
  readonly slots: number;
  readonly isolation: "processes" | "threads";
  /** Where agents run. Their owner ends them after the machine. */
  readonly pools: AgentPools;
  readonly lockSeconds: number;
  /** Whether coordinator and queue are in this program. */
  readonly isOwn: boolean;
  /** The largest result, in bytes of text. */
  readonly maxJobBytes: number;
  /** Where spans of its jobs go. */
  readonly telemetry?: Telemetry | undefined;
}

/**
 * A worker machine: it takes jobs from a queue and runs each agent on warm threads or processes of its own, so that its
 * event loop stays free to renew the locks of the jobs. It is starting, working, draining, and at last closed.
 */
export class Machine {
  readonly name: string;
  readonly slots: number;
  readonly queue: string;
  readonly #options: MachineOptions;
  readonly #store: RunStore;
  readonly #channel: ControlChannel;
  readonly #clocks: RunClocks;
  readonly #programs: MachinePrograms;
  readonly #worker: Worker;
  /** The runs that have jobs here, by the limits of their pool and their id. */
  readonly #runs = new Map<string, MachineRun>();
  readonly #jobs = new Map<string, MachineJob>();
  readonly #drained = new Set<string>();
  readonly #counts = { done: 0, failed: 0, twice: 0, refused: 0, givenBack: 0 };
  readonly #meter = new SlotMeter();
  #hello: NodeJS.Timeout | undefined;
  #isDraining = false;
  #closed: Promise<void> | undefined;

  constructor(options: MachineOptions) {
    const { engine, queue, key, name, slots, lockSeconds, isOwn, telemetry } = options;
    this.#options = options;
    this.name = name;
    this.slots = slots;
    this.queue = queue;
    this.#store = new RunStore(engine, key);
    this.#channel = new ControlChannel(engine, queue, key, isOwn ? "worker of its own" : "shared");
    this.#clocks = new RunClocks(this.#channel, name);
    this.#programs = new MachinePrograms(this.#store, dirname(labFolder()));
    this.#worker = engine.worker(queue, (job, token) => this.#process(job, token), {
      name,
      concurrency: slots,
      lockDuration: lockSeconds * 1000,
      stalledInterval: (lockSeconds * 1000) / 2,
      maxStalledCount: MOST_LOST_MACHINES - 1,
      ...(telemetry && { telemetry }),
    });
    // Coordinators in this program need no events of the engine.
    this.#worker.on("failed", (job, error) => {
      const name = readJobId(job?.id ?? "");
      if (name !== undefined) localRuns.get(name.run)?.onFailed(name.job, name.attempt, error.message);
    });
    this.#worker.on("stalled", (id) => {
      const name = readJobId(id);
      if (name !== undefined) localRuns.get(name.run)?.onStalled(name.job, name.attempt);
    });
    // Another machine may run these jobs by now, so they end here.
    this.#worker.on("lockRenewalFailed", (ids) => {
      for (const id of ids) this.#jobs.get(id)?.order("kill");
    });
    this.#channel.listen(`machine ${name}`, (message) => this.#receive(message));
    this.#channel.listen("all machines", (message) => this.#receive(message));
  }

  get counts(): MachineCounts {
    return { ...this.#counts, busy: this.#jobs.size, busySeconds: this.#meter.busySeconds };
  }

  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Starts its local workers and begins to take jobs. @throws SwarmError CANNOT_START */
  async start(): Promise<void> {
    await Promise.all([
      this.#worker.waitUntilReady(),
      this.#store.ready(),
      this.#channel.ready(),
      this.#options.pools.start(),
    ]);
    this.#worker.run().catch(() => {});
    if (this.#options.isOwn) return;
    this.#sayHello();
    this.#hello = setInterval(() => this.#sayHello(), HELLO_INTERVAL_MS);
    this.#hello.unref();
  }

  /**
   * Takes no more jobs, waits for those in hand, and ends. It may be called again with a shorter limit.
   *
   * @param seconds how long the jobs in hand may take; those that take longer go back to the queue
   */
  close(seconds: number): Promise<void> {
    this.#isDraining = true;
    if (this.#hello !== undefined) this.#sayHello();
    const timer = setTimeout(() => this.#giveBack(), Math.min(seconds * 1000, 2 ** 31 - 1));
    this.#closed ??= this.#close();
    return this.#closed.finally(() => clearTimeout(timer));
  }

  #giveBack(): void {
    for (const job of this.#jobs.values()) {
      job.isGivenBack = true;
      job.drop();
      job.order("kill");
    }
  }

  async #close(): Promise<void> {
    await this.#worker.close();
    clearInterval(this.#hello);
    for (const run of this.#runs.values()) run.pool.leave();
    await Promise.allSettled([this.#channel.close(), this.#store.close()]);
  }

  #sayHello(): void {
    const { name: machine, slots } = this;
    this.#channel.send("all coordinators", {
      kind: "hello",
      machine,
      slots,
      build: buildOfLabs(),
      busy: this.#jobs.size,
      isDraining: this.#isDraining,
      time: Date.now(),
    });
  }

  #receive(message: ControlMessage): void {
    switch (message.kind) {
      case "who works":
        if (!this.#options.isOwn) this.#sayHello();
        return;
      case "time":
        if ("elapsed" in message) this.#clocks.receive(message);
        return;
      case "what runs":
        for (const job of this.#jobs.values()) if (job.name.run === message.run) job.reportAgain();
        return;
      case "drain":
        this.#drained.add(message.run);
        for (const job of this.#jobs.values()) if (job.name.run === message.run) job.drop();
        return;
      case "ended":
        this.#forget(message.run);
        return;
      case "stop":
      case "kill":
        this.#jobs.get(jobIdOf(message.run, message.job, message.attempt))?.order(message.kind);
        return;
      case "model":
        if ("reply" in message)
          this.#jobs.get(jobIdOf(message.run, message.job, message.attempt))?.receiveReply(message.reply);
    }
  }

  #forget(run: string): void {
    this.#programs.forget(run);
    this.#clocks.forget(run);
    for (const [key, one] of this.#runs) {
      if (!key.endsWith(` ${run}`)) continue;
      one.pool.leave();
      this.#runs.delete(key);
    }
    // A job of the run may still be on its way.
    setTimeout(() => this.#drained.delete(run), ORPHAN_SLACK_MS).unref();
  }

  async #process(bull: BullJob, token: string | undefined): Promise<ResultData> {
    // What is in a queue may come from anybody.
    const data = Object(bull.data) as JobData;
    const begun = Math.max(1, bull.attemptsStarted ?? 1);
    const answer = (parts: Partial<ResultData>) => {
      const { run, job, attempt } = data;
      const base = {
        run,
        job,
        attempt,
        worker: this.name,
        begun,
        workerLost: false,
        outcome: null,
        refusal: null,
      };
      return signedResult({ ...base, ...parts }, this.#options.key);
    };
    const refuse = (code: Refusal["code"], message: string) => {
      this.#counts.refused++;
      return answer({ refusal: { code, message } });
    };
    const problem = this.#problemOf(data, bull.id);
    if (problem !== undefined) return refuse(...problem);
    const loaded = await this.#programs.get(data.run, data.program);
    if (typeof loaded === "string")
      return refuse("CANNOT_LOAD", `The worker ${this.name} cannot run it: ${loaded}.`);
    if (this.#drained.has(data.run)) return answer({});
    const job = new MachineJob(data, this.#channel, this.name);
    const id = bull.id as string;
    this.#jobs.set(id, job);
    const leaveSlot = this.#meter.begin();
    try {
      const startTime = await this.#clocks.startOf(data.run);
      const run = this.#runOf(data, loaded, startTime);
      const outcome = await this.#runJob(job, run, data, swarmClock(startTime));
      if (job.isGivenBack) await this.#handBack(bull, token);
      if (outcome === undefined) return answer({});
      this.#counts[outcome.result.success ? "done" : "failed"]++;
      if (begun > 1) this.#counts.twice++;
      const worker = `${this.name}/${outcome.result.worker}`;
      const encoded = this.#encode(data.job, outcome);
      const result = answer({ worker, workerLost: outcome.workerLost, outcome: encoded });
      localRuns.get(data.run)?.onCompleted(data.job, data.attempt, result);
      return result;
    } finally {
      job.end();
      this.#jobs.delete(id);
      leaveSlot();
    }
  }

  /** Why a job is refused, with a code, or undefined. */
  #problemOf(data: JobData, id: string | undefined): [Refusal["code"], string] | undefined {
    const { key, isolation } = this.#options;
    if (data.protocol !== PROTOCOL || data.build !== buildOfLabs())
      return [
        "OTHER_BUILD",
        `The worker ${this.name} has the build ${buildOfLabs()}, and the job is of ${data.build}; run the same build on all machines.`,
      ];
    if (!isSignedJob(data, key) || id !== jobIdOf(data.run, data.job, data.attempt))
      return [
        "NOT_SIGNED",
        `The worker ${this.name} refuses a job that is not signed by its key; give all machines the same SWARM_KEY or .lab/swarm.key.`,
      ];
    if (data.expires < Date.now())
      return [
        "EXPIRED",
        `The job has expired by the clock of the worker ${this.name} (${new Date().toISOString()}); the clocks may differ.`,
      ];
    if (data.memoryLimit !== null && isolation === "threads")
      return [
        "UNSUPPORTED_OPTION",
        `The worker ${this.name} runs agents in threads, which cannot keep a memoryLimit; start it with processes.`,
      ];
    return undefined;
  }

  #runOf(
    data: JobData,
    { program, bundle }: Exclude<Awaited<ReturnType<MachinePrograms["get"]>>, string>,
    startTime: bigint,
  ) {
    const { run, timeout, grace, memoryLimit, maxTasksPerWorker } = data;
    const key = `${memoryLimit} ${maxTasksPerWorker} ${run}`;
    const known = this.#runs.get(key);
    if (known !== undefined) return known;
    const now = swarmClock(startTime);
    const made = new MachineRun({
      pool: this.#options.pools.poolFor(data),
      program,
      bundle,
      timeout: timeout ?? undefined,
      grace,
      startTime,
      onUnhandled: (agentId, reason) =>
        this.#channel.send(`run ${run}`, { kind: "stray", run, agentId, reason }),
      modelOf: (index) => {
        for (const job of this.#jobs.values())
          if (job.name.run === run && job.name.job === index) return job.modelAt(now);
        return undefined;
      },
    });
    this.#runs.set(key, made);
    return made;
  }

  async #runJob(
    job: MachineJob,
    run: MachineRun,
    data: JobData,
    now: () => number,
  ): Promise<Outcome | undefined> {
    let looking: NodeJS.Timeout | undefined;
    let limiting: NodeJS.Timeout | undefined;
    const interval = this.#options.isOwn ? OWN_LOOK_INTERVAL_MS : LOOK_INTERVAL_MS;
    // A worker that an earlier agent keeps busy begins it later, or another one does; its time begins then.
    const look = () => {
      const running = [...run.pool.running()].find((one) => one.job === data.job);
      if (running === undefined) {
        looking = setTimeout(look, interval);
        return;
      }
      const worker = `${this.name}/${running.worker}`;
      const message = {
        kind: "begun",
        ...job.name,
        machine: this.name,
        worker,
        since: running.since,
      } as const;
      const report = () => this.#channel.send(`run ${data.run}`, message);
      job.reportAgain = report;
      report();
      // The coordinator ends what takes too long. Where it is lost, the machine does so.
      if (data.timeout === null) return;
      const limit = (data.timeout + data.grace) * 1000 + ORPHAN_SLACK_MS;
      if (limit < 2 ** 31) limiting = setTimeout(() => job.order("kill"), limit);
    };
    const onBegin = () => {
      if (!job.begin(run.pool)) return false;
      clearTimeout(looking);
      looking = setTimeout(look, interval);
      return true;
    };
    try {
      return await run.run(decode<JobMessage>(data.work), onBegin);
    } catch (error) {
      const { agentId, agentType } = this.#nameOf(run, data.job);
      const at = now();
      const failure = new AgentError(errorMessage(error), {
        code: "CANNOT_START",
        agentId,
        agentType,
        cause: error,
      });
      const when = { worker: this.name, startedAt: at, endedAt: at };
      return {
        job: data.job,
        result: failedResult({ agentId, agentType }, failure, when),
        workerLost: false,
      };
    } finally {
      clearTimeout(looking);
      clearTimeout(limiting);
    }
  }

  #nameOf(run: MachineRun, job: number): { readonly agentId: number; readonly agentType: string } {
    return run.names[job] ?? { agentId: -1, agentType: "anonymous" };
  }

  #encode(job: number, { result }: Outcome): string {
    const { agentId, agentType } = result;
    const when = { worker: result.worker, startedAt: result.startedAt, endedAt: result.endedAt };
    const failed = (code: string, message: string) =>
      encodeResult(job, failedResult(result, new AgentError(message, { code, agentId, agentType }), when));
    let encoded: string;
    try {
      encoded = encodeResult(job, result);
    } catch (error) {
      return failed(
        "UNCLONEABLE_RESULT",
        `has a result that cannot be copied to another machine: ${errorMessage(error)}`,
      );
    }
    const { maxJobBytes } = this.#options;
    if (encoded.length <= maxJobBytes) return encoded;
    const [size, most] = [encoded.length, maxJobBytes].map((bytes) => (bytes / 2 ** 20).toFixed(1));
    return failed(
      "RESULT_TOO_LARGE",
      `has a result of ${size} MB, and a queue carries ${most} MB at most; write it to a file, and return its name`,
    );
  }

  /** Gives a job back to the queue. @throws what BullMQ takes for "it waits again" */
  async #handBack(bull: BullJob, token: string | undefined): Promise<never> {
    const { WaitingError } = await optionalPackage("bullmq", "give a job back", () => import("bullmq"));
    this.#counts.givenBack++;
    await bull.moveToWait(token);
    throw new WaitingError();
  }
}

/** The name of a machine that was given none: its host and process. */
export function defaultMachineName(): string {
  const host =
    hostname()
      .replace(/[^A-Za-z0-9_-]/g, "-")
      .slice(0, 40) || "host";
  return `${host}-${process.pid}`;
}
