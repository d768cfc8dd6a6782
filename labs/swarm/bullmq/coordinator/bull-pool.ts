import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { agentTypeOf } from "../../agent-type.ts";
import { SwarmError } from "../../errors.ts";
import type { PoolOptions, PoolRun, RunOptions, WorkerPool } from "../../executor.ts";
import { refuseSharedObjects } from "../../processes/refuse-shared-objects.ts";
import { resultRules } from "../../transfer/class-reference.ts";
import { Serializer } from "../../transfer/index.ts";
import { serializeAgents } from "../../worker/serialize-agents.ts";
import { labFolder } from "../embedded/lab-folder.ts";
import type { Engine } from "../engine/engine.ts";
import { openEngine } from "../engine/open-engine.ts";
import { EngineError } from "../engine-error.ts";
import { AgentPools } from "../machine/agent-pools.ts";
import { readEngineOptions } from "../read-engine-options.ts";
import { buildOfLabs } from "../wire/build.ts";
import { encode } from "../wire/codec.ts";
import { hashOf, toWire } from "../wire/program-data.ts";
import { instanceOf } from "../wire/run-store.ts";
import type { RunRecord, StoredRun } from "../wire/stored-run.ts";
import { BullRun, refuseLarge } from "./bull-run.ts";
import { Connection } from "./connection.ts";
import { FairOrder } from "./fair-order.ts";

/** How long a pool that stays open keeps its connections after its last run, in milliseconds. */
const IDLE_MS = 300;

/** A pool whose workers are the machines of a queue. It opens the engine when it starts, or with its first job. */
export class BullPool implements WorkerPool {
  readonly #options: PoolOptions;
  readonly #settings;
  readonly #runs = new Set<BullRun>();
  /** Without a name, a queue that only this program uses. */
  #queue: string;
  /** Where a queue has jobs of one run only, they need no numbers. */
  readonly #order: FairOrder | undefined;
  #engine: Promise<Engine> | undefined;
  #pools: AgentPools | undefined;
  #connecting: Promise<Connection> | undefined;
  #disconnecting: Promise<void> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#settings = options.engine ?? readEngineOptions();
    this.#order = options.staysOpen || this.#settings.queue !== undefined ? new FairOrder() : undefined;
    this.#queue = this.#settings.queue ?? `swarm-${randomUUID()}`;
  }

  enter(options: RunOptions): PoolRun {
    const { agents, settings } = options;
    if (settings.resumes !== undefined) return this.#enter(options, settings.resumes, true, () => undefined);
    refuseSharedObjects(options);
    const serializer = new Serializer();
    const { types, messages } = serializeAgents(agents, serializer, 0);
    const shared = serializer.addValue(settings.shared, "shared");
    const bundle = serializer.bundle();
    refuseSharedObjects(options, bundle);
    const names = agents.map((task) => [task.agentId, agentTypeOf(task)] as const);
    const program = this.#encode("The agents' code", () =>
      toWire({ agents: names, types, bundle, shared }, dirname(labFolder())),
    );
    const { maxJobBytes } = this.#settings;
    refuseLarge("The code of the agents with the values that it uses", program.length, maxJobBytes);
    for (const message of messages) {
      const { length } = this.#encode(`Agent ${message[1]}`, () => message);
      refuseLarge(`Agent ${message[1]} with its input`, length, maxJobBytes);
    }
    const { timeout, grace, policy, retries } = settings;
    const { memoryLimit, maxTasksPerWorker } = this.#options;
    const record: RunRecord = {
      instance: instanceOf(options.runId ?? randomUUID()),
      queue: this.#queue,
      build: buildOfLabs(),
      program: hashOf(program),
      messages,
      options: { timeout, grace, policy, retries, memoryLimit, maxTasksPerWorker },
    };
    return this.#enter(options, { program, record }, false, (name) => serializer.valueNamed(name));
  }

  #enter(
    options: RunOptions,
    { program, record }: StoredRun,
    resumed: boolean,
    valueNamed: (name: string) => unknown,
  ): PoolRun {
    // A run that is resumed has its jobs in the queue where they are.
    if (resumed) this.#queue = record.queue;
    const run = new BullRun({
      run: record.instance,
      resumed,
      options,
      pool: this.#options,
      settings: this.#settings,
      program,
      record,
      rules: resultRules(valueNamed),
      connect: () => this.#connect(),
      order: this.#order,
      onLeft: () => {
        this.#runs.delete(run);
        this.#closeWhenIdle();
      },
    });
    this.#runs.add(run);
    return run;
  }

  async start(run?: PoolRun): Promise<void> {
    const { title, warnings } = await this.#connect();
    for (const line of [title, ...warnings]) this.#options.announce?.(line);
    if (run instanceof BullRun) await run.enter();
    this.#closeWhenIdle();
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#disconnect();
    await this.#pools?.close();
    const engine = await this.#engine?.catch(() => undefined);
    await engine?.close();
  }

  async #connect(): Promise<Connection> {
    clearTimeout(this.#idle);
    await this.#disconnecting;
    this.#connecting ??= this.#open();
    try {
      return await this.#connecting;
    } catch (error) {
      this.#connecting = undefined;
      if (EngineError.is(error)) throw new SwarmError("CANNOT_START", error.message, { cause: error });
      throw error;
    }
  }

  async #open(): Promise<Connection> {
    const { url, lockSeconds, workers, isolation } = this.#settings;
    const { concurrency } = this.#options;
    this.#engine ??= openEngine(url, lockSeconds);
    this.#engine.catch(() => {
      this.#engine = undefined;
    });
    if (workers === "own") {
      const slots = Number.isFinite(concurrency) ? concurrency : availableParallelism();
      this.#pools ??= new AgentPools(isolation, slots);
    }
    return Connection.open(this.#settings, await this.#engine, this.#queue, this.#pools);
  }

  #disconnect(): Promise<void> {
    const connecting = this.#connecting;
    this.#connecting = undefined;
    if (connecting !== undefined)
      this.#disconnecting = connecting.then(
        (connection) => connection.close(),
        () => {},
      );
    return this.#disconnecting;
  }

  /**
   * Leaves the queue a moment after the last run, because connections keep a program running, and an idle swarm must not. The
   * engine, and the processes or threads of the own worker, stay ready.
   */
  #closeWhenIdle(): void {
    if (!this.#options.staysOpen || this.#runs.size > 0) return;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      if (this.#runs.size === 0) void this.#disconnect();
    }, IDLE_MS);
  }

  #encode(what: string, value: () => unknown): string {
    try {
      return encode(value());
    } catch (cause) {
      if (SwarmError.is(cause)) throw cause;
      throw new SwarmError(
        "CANNOT_TRANSFER",
        `${what} cannot be sent to another machine: ${(cause as Error).message}.`,
        { cause },
      );
    }
  }
}
