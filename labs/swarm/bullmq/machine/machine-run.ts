import type { AgentTask, ModelAccess } from "../../../agents/index.ts";
import type { Job, Outcome, PoolRun } from "../../executor.ts";
import type { SwarmSettings } from "../../settings.ts";
import type { Bundle } from "../../transfer/bundle.ts";
import type { JobMessage } from "../../worker/messages.ts";
import type { PoolWorker } from "../../worker/pool-worker.ts";
import type { SharedPool } from "../../worker/shared-pool.ts";
import type { ProgramData } from "../wire/program-data.ts";

export interface MachineRunOptions {
  readonly pool: SharedPool<PoolWorker>;
  readonly program: ProgramData;
  /** The program's code, with this machine's paths. */
  readonly bundle: Bundle;
  readonly timeout: number | undefined;
  readonly grace: number;
  readonly startTime: bigint;
  onUnhandled(agentId: number, reason: string): void;
  /** The model of a job, which asks the coordinator. */
  modelOf(job: Job): ModelAccess | undefined;
}

/** One run on one machine: jobs of it come one by one, and its code and values are sent to each local worker once. */
export class MachineRun {
  readonly pool: PoolRun;
  /** The agents by their indexes, as results name them. */
  readonly names: readonly { readonly agentId: number; readonly agentType: string }[];
  readonly #messages: JobMessage[] = [];
  readonly #firstJob: number;

  constructor({ pool, program, bundle, startTime, timeout, grace, onUnhandled, modelOf }: MachineRunOptions) {
    this.#firstJob = pool.nextJob();
    this.names = program.agents.map(([agentId, agentType]) => ({ agentId, agentType }));
    const agents = program.agents.map(([agentId, agentType]) => taskNamed(agentId, agentType));
    this.pool = pool.enterSerialized(
      {
        agents,
        settings: settingsWith(timeout, grace),
        onUnhandled,
        // The coordinator, where the model is, counts what an agent has asked.
        onModelUse: () => {},
        modelOf,
      },
      { bundle, types: program.types, messages: this.#messages, shared: program.shared },
      this.#firstJob,
    );
    this.pool.begin(startTime);
  }

  /** Runs one job. Resolves to undefined when the job has not begun. @param onBegin called when it begins, with its local worker */
  async run(message: JobMessage, onBegin: (worker: string) => boolean): Promise<Outcome | undefined> {
    const [job, ...rest] = message;
    this.#messages[job] = [job + this.#firstJob, ...rest];
    let outcome: Outcome | undefined;
    // A worker that is lost before it has begun the job gives no outcome, and the next one gets the job.
    while (outcome === undefined) {
      let hasBegun = false;
      const take = (worker: string) => {
        hasBegun = onBegin(worker);
        return hasBegun ? [job] : [];
      };
      await this.pool.run(take, (ended) => {
        outcome = ended;
      });
      if (!hasBegun) return undefined;
    }
    return outcome;
  }
}

/** A task as far as results name it. Its class is in the program. */
function taskNamed(agentId: number, agentType: string): AgentTask {
  const type = { [agentType]: () => {} }[agentType] as AgentTask["type"];
  return { type, agentId, input: undefined, rest: [] };
}

/** The settings of a run that a pool reads. The coordinator enforces the others. */
function settingsWith(timeout: number | undefined, grace: number): SwarmSettings {
  return {
    concurrency: 1,
    timeout,
    grace,
    signal: undefined,
    policy: { kind: "settle" },
    retries: 0,
    schedule: "in-order",
    chunk: 1,
    shared: undefined,
    runId: undefined,
    resumes: undefined,
    model: undefined,
    onProgress: undefined,
    announce: undefined,
  };
}
