import { agentTypeOf } from "../agent-type.ts";
import { beatsToBeginAgain } from "../beats-to-begin.ts";
import type { Crew, CrewSetup, Ending, Job, Running } from "../executor.ts";
import { Heartbeat } from "../heartbeat.ts";
import { SwarmError } from "../swarm-error.ts";
import type { JobMessage } from "../threads/messages.ts";
import { serializeAgents } from "../threads/serialize-agents.ts";
import { type Bundle, Serializer } from "../transfer/index.ts";
import type { Agents } from "./assignment.ts";
import { encodeFrame } from "./frames.ts";
import { type MemoryBudget, memoryBudget } from "./memory-budget.ts";
import type { Contract } from "./messages.ts";
import { refuseSharedMemory } from "./refuse-shared-memory.ts";
import { SupervisedProcess } from "./supervised-process.ts";

/** How often a replacement is tried that does not start. */
const ATTEMPTS = 3;

/** How long before it may be needed a successor is started, in milliseconds. */
const LEAD = 200;

/**
 * The processes of one swarm: started once, used for one agent after the other, replaced when they are lost or worn out.
 * A process gets one message of agents at a time, so that a lost one takes down only the agent that it was running.
 */
export class ProcessCrew implements Crew {
  readonly #setup: CrewSetup;
  readonly #agents: Agents;
  readonly #messages: readonly JobMessage[];
  /** Encoded once: each process gets the same bytes. */
  readonly #contract: Buffer;
  readonly #memory: MemoryBudget;
  readonly #heartbeat = new Heartbeat();
  /** All that have been started and are not gone. */
  readonly #processes = new Set<SupervisedProcess>();
  /** Those that have nothing to do, or will have nothing to do once they are ready. */
  readonly #idle: SupervisedProcess[] = [];
  #zero = 0n;
  #isDraining = false;
  /** Whether any process has become ready: what they are sent can be deserialized. */
  #hasStarted = false;
  startupSeconds = 0;

  static async open(setup: CrewSetup): Promise<ProcessCrew> {
    const start = performance.now();
    const crew = new ProcessCrew(setup);
    try {
      if (setup.settings.warmUp) {
        for (let i = 0; i < setup.settings.concurrency; i++) crew.#idle.push(crew.#start());
        await Promise.all(crew.#idle.map((process) => process.ready));
        crew.#hasStarted = true;
      }
    } catch (error) {
      await crew.close();
      throw error;
    }
    crew.startupSeconds = (performance.now() - start) / 1000;
    return crew;
  }

  private constructor(setup: CrewSetup) {
    const { concurrency, memoryLimit, shared } = setup.settings;
    this.#setup = setup;
    refuseSharedMemory(shared, "shared");
    for (const { agentId, input, rest } of setup.agents) {
      refuseSharedMemory(input, `the input of agent ${agentId}`);
      refuseSharedMemory(rest, `the arguments of agent ${agentId}`);
    }
    this.#agents = setup.agents.map((task) => ({ agentId: task.agentId, agentType: agentTypeOf(task) }));
    const serializer = new Serializer();
    const { types, messages } = serializeAgents(setup.agents, serializer);
    this.#messages = messages;
    const serialized = serializer.addValue(shared, "shared");
    const bundle = serializer.bundle();
    refuseSharedConstants(bundle);
    this.#contract = encodeFrame({ kind: "contract", bundle, types, shared: serialized } satisfies Contract);
    this.#memory = memoryBudget(memoryLimit, concurrency);
  }

  begin(zero: bigint): void {
    this.#zero = zero;
    for (const process of this.#processes) process.begin(zero);
  }

  async run(jobs: readonly Job[], onEnd: (ending: Ending) => void): Promise<void> {
    const process = await this.#take();
    await process.run(
      jobs.map((job) => this.#messages[job] as JobMessage),
      onEnd,
    );
    const { maxTasksPerWorker = Number.POSITIVE_INFINITY, concurrency } = this.#setup.settings;
    const isUsedUp = process.isWornOut || process.tasksDone >= maxTasksPerWorker;
    // Leaving is not awaited, so that the next one can start meanwhile; `close` waits for all.
    if (isUsedUp) void process.dismiss();
    else if (process.isReady) this.#idle.push(process);
    // A successor may have been started for nothing; it is the first of the idle ones.
    if (this.#staying().length > concurrency) void this.#idle.shift()?.dismiss();
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
        // Where one could start, the next one may: a busy machine is no reason to lose what others have found.
        if (!this.#hasStarted || this.#isDraining || attempt === ATTEMPTS) throw error;
      }
    }
  }

  /** @throws SwarmError CANNOT_START when the system has no files or processes left */
  #start(): SupervisedProcess {
    try {
      const process: SupervisedProcess = new SupervisedProcess({
        contract: this.#contract,
        zero: this.#zero,
        agents: this.#agents,
        memory: this.#memory,
        beatsToBeginAgain: beatsToBeginAgain(this.#setup.settings),
        onStray: this.#setup.onStray,
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
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new SwarmError("CANNOT_START", `A child process did not start: ${reason}`, { cause });
    }
  }

  /** Starts a process before it is needed, one for each that may be lost. If that fails, it is tried again when it is. */
  #startSpare(): void {
    const mayBeLost = this.#staying().filter((process) => process.isAskedToStop);
    if (this.#isDraining || this.#idle.length >= mayBeLost.length) return;
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

  stop(job: Job): void {
    const process = this.#processOf(job);
    process?.stop(job);
    // It may have to be killed. So that nobody waits then, its successor starts shortly before.
    const wait = Math.max(0, this.#setup.settings.grace * 1000 - LEAD);
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
    await Promise.all([...this.#processes].map((process) => process.dismiss()));
  }
}

/** Top-level names of a notebook that agents refer to are transferred with them; shared objects may be among them. */
function refuseSharedConstants({ values, statics }: Bundle): void {
  for (const [name, value] of Object.entries({ ...values, ...statics })) refuseSharedMemory(value, name);
}
