import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Queue, QueueEvents, Telemetry } from "bullmq";
import type { Engine } from "../engine/engine.ts";
import { EngineError } from "../engine-error.ts";
import type { EngineSettings } from "../engine-options.ts";
import type { AgentPools } from "../machine/agent-pools.ts";
import { defaultMachineName, Machine } from "../machine/machine.ts";
import { openTelemetry } from "../monitoring/open-telemetry.ts";
import { buildOfLabs } from "../wire/build.ts";
import { ControlChannel } from "../wire/control-channel.ts";
import { readJobId } from "../wire/job-data.ts";
import { type Key, readProjectKey } from "../wire/key.ts";
import type { ControlMessage, Hello } from "../wire/messages.ts";
import { nameOf, RunStore } from "../wire/run-store.ts";
import { JobAdder } from "./job-adder.ts";
import type { QueueRun } from "./queue-run.ts";

/** How long the leader of a run may take to answer another coordinator, in milliseconds. */
const LEADER_ANSWER_MS = 1500;

/** How long a machine's job may take when its pool is closed, in seconds: no run is inside any more. */
const CLOSE_SECONDS = 0;

/** How long a machine that works may say nothing, in milliseconds. It says hello every two seconds. */
const SILENT_MACHINE_MS = 8000;

/** Clocks of machines that differ by more are said, in milliseconds. */
const SKEW_TO_SAY_MS = 2000;

/** A coordinator's way to one queue: what all its runs share. */
export class Connection {
  readonly name = randomUUID();
  readonly engine: Engine;
  readonly queue: Queue;
  readonly queueName: string;
  readonly key: Key;
  readonly channel: ControlChannel;
  readonly store: RunStore;
  readonly adder: JobAdder;
  readonly runs = new Map<string, QueueRun>();
  readonly #settings: EngineSettings;
  /** Undefined for a queue that only this program uses: its own worker says what happens. */
  readonly #events: QueueEvents | undefined;
  readonly #isPrivate: boolean;
  readonly #telemetry: Telemetry | undefined;
  readonly #closing = new Set<Promise<unknown>>();
  readonly #machines = new Map<string, Hello>();
  readonly #warnings = new Set<string>();
  #heardAt = performance.now();
  #own: Machine | undefined;
  #watch: NodeJS.Timeout | undefined;

  private constructor(
    engine: Engine,
    settings: EngineSettings,
    key: Key,
    queueName: string,
    telemetry: Telemetry | undefined,
  ) {
    this.engine = engine;
    this.key = key;
    this.#settings = settings;
    this.#isPrivate = queueName !== settings.queue;
    this.queueName = queueName;
    this.#telemetry = telemetry;
    this.queue = engine.queue(this.queueName, telemetry && { telemetry });
    this.#events = this.#isPrivate ? undefined : engine.events(this.queueName);
    this.store = new RunStore(engine, key);
    this.adder = new JobAdder(this.queue, settings.keepSeconds);
    this.channel = new ControlChannel(
      engine,
      this.queueName,
      key,
      this.#isPrivate ? "coordinator of its own" : "shared",
    );
    this.#events?.on("completed", ({ jobId, returnvalue }) =>
      this.#each(jobId, (run, job, attempt) => run.onCompleted(job, attempt, returnvalue)),
    );
    this.#events?.on("failed", ({ jobId, failedReason }) =>
      this.#each(jobId, (run, job, attempt) => run.onFailed(job, attempt, failedReason)),
    );
    this.#events?.on("stalled", ({ jobId }) =>
      this.#each(jobId, (run, job, attempt) => run.onStalled(job, attempt)),
    );
    this.channel.listen("all coordinators", (message) => this.#onHello(message));
  }

  /**
   * Connects to a queue, and starts the own worker or waits for one elsewhere.
   *
   * @param pools where the agents of the own worker run; undefined where workers are elsewhere
   * @param queue another name than that of the settings is that of a queue which only this program uses
   */
  static async open(
    settings: EngineSettings,
    engine: Engine,
    queue: string,
    pools: AgentPools | undefined,
  ): Promise<Connection> {
    const telemetry = settings.trace ? await openTelemetry() : undefined;
    const connection = new Connection(engine, settings, readProjectKey(settings.key), queue, telemetry);
    try {
      await connection.#start(pools);
      return connection;
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  /** A sentence about where jobs go. */
  get title(): string {
    const who =
      this.#settings.workers === "own"
        ? `a worker of its own (${this.#own?.slots} ${this.#settings.isolation})`
        : `${this.#machines.size} worker ${this.#machines.size === 1 ? "machine" : "machines"}`;
    return `Engine: ${this.engine.title}, queue ${this.queueName}, ${who}.`;
  }

  get warnings(): readonly string[] {
    return [...this.engine.warnings, ...this.#warnings];
  }

  /** Work that must be done before the connection is closed. */
  trackClosing(work: Promise<unknown>): void {
    const settled = work.catch(() => {}).finally(() => this.#closing.delete(settled));
    this.#closing.add(settled);
  }

  /** @throws EngineError RUN_IS_TAKEN when the coordinator of a run answers */
  async refuseIfLed(run: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const address = `run ${this.name}` as const;
    this.channel.listen(address, (message) => {
      if (message.kind === "leads" && message.run === run) resolve(true);
    });
    // This coordinator listens to the run as well, and does not lead it yet.
    this.channel.sendElsewhere(`run ${run}`, { kind: "who leads", run, from: this.name });
    const isLed = await Promise.race([promise, wait(LEADER_ANSWER_MS, false)]);
    this.channel.ignore(address);
    if (isLed)
      throw new EngineError(
        "RUN_IS_TAKEN",
        `Another coordinator leads the run ${nameOf(run)}, and it answers; let it end, or end it.`,
      );
  }

  async close(): Promise<void> {
    clearInterval(this.#watch);
    this.adder.close();
    await this.#own?.close(CLOSE_SECONDS);
    await Promise.all(this.#closing);
    if (this.#isPrivate) await this.queue.obliterate({ force: true }).catch(() => {});
    await Promise.allSettled([
      this.#events?.close(),
      this.channel.close(),
      this.store.close(),
      this.queue.close(),
    ]);
  }

  async #start(pools: AgentPools | undefined): Promise<void> {
    const { isolation, lockSeconds, maxJobBytes, waitSeconds } = this.#settings;
    await Promise.all([
      this.queue.waitUntilReady(),
      this.#events?.waitUntilReady(),
      this.store.ready(),
      this.channel.ready(),
    ]);
    this.trackClosing(this.store.removeOld());
    if (pools !== undefined) {
      const { slots } = pools;
      const { engine, key, queueName: queue } = this;
      const name = defaultMachineName();
      this.#own = new Machine({
        pools,
        engine,
        key,
        queue,
        name,
        slots,
        isolation,
        lockSeconds,
        maxJobBytes,
        isOwn: this.#isPrivate,
        telemetry: this.#telemetry,
      });
      await this.#own.start();
      return;
    }
    await this.#waitForMachine(waitSeconds);
    this.#watch = setInterval(() => this.#failWithoutMachines(waitSeconds), 1000);
    this.#watch.unref();
  }

  async #waitForMachine(seconds: number): Promise<void> {
    const limit = performance.now() + seconds * 1000;
    let refusal = "";
    while (performance.now() < limit) {
      this.channel.send("all machines", { kind: "who works" });
      await wait(Math.min(500, seconds * 1000));
      const machines = [...this.#machines.values()];
      if (machines.some(({ build, isDraining }) => build === buildOfLabs() && !isDraining)) return;
      const other = machines.find(({ build }) => build !== buildOfLabs());
      if (other !== undefined)
        refusal = ` The worker ${other.machine} has the build ${other.build}, and this program ${buildOfLabs()}.`;
    }
    throw this.#noMachine(seconds, refusal);
  }

  #failWithoutMachines(seconds: number): void {
    if (performance.now() - this.#heardAt < Math.max(seconds * 1000, SILENT_MACHINE_MS)) return;
    for (const run of this.runs.values()) run.failAll(this.#noMachine(seconds, ""));
  }

  #noMachine(seconds: number, refusal: string): EngineError {
    return new EngineError(
      refusal === "" ? "NO_WORKER" : "OTHER_BUILD",
      `No worker machine answers on the queue ${this.queueName} of ${this.engine.title} within ${seconds} s.${refusal} ` +
        `Start one: npm run worker -- --queue ${this.queueName}, with the same SWARM_KEY or .lab/swarm.key.`,
    );
  }

  #onHello(message: ControlMessage): void {
    if (message.kind !== "hello") return;
    this.#heardAt = performance.now();
    this.#machines.set(message.machine, message);
    const ahead = message.time - Date.now();
    if (Math.abs(ahead) > SKEW_TO_SAY_MS)
      this.#warnings.add(
        `The clock of the worker ${message.machine} is about ${Math.abs(ahead / 1000).toFixed(0)} s ${ahead > 0 ? "ahead of" : "behind"} this machine's; set the clocks (NTP).`,
      );
  }

  #each(id: string, call: (run: QueueRun, job: number, attempt: number) => void): void {
    const name = readJobId(id);
    const run = name && this.runs.get(name.run);
    if (name !== undefined && run !== undefined) call(run, name.job, name.attempt);
  }
}
