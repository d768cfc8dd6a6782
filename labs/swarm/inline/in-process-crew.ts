import { setImmediate } from "node:timers/promises";
import { type AgentContext, AgentError } from "../../agents/index.ts";
import { agentTypeOf } from "../agent-type.ts";
import type { Crew, CrewSetup, Ending, Job, Running } from "../executor.ts";
import { failedResult, runAgent } from "../run-agent.ts";
import { swarmClock } from "../swarm-clock.ts";

/** A job that is on its way in this thread. */
interface OnTheWay {
  readonly since: number;
  readonly controller: AbortController;
  readonly abandon: () => void;
}

/**
 * The crew of one: every agent runs in this thread. Whether they run one after the other or take turns is only a
 * matter of how many jobs the coordinator hands out at the same time.
 */
export class InProcessCrew implements Crew {
  readonly startupSeconds = 0;
  readonly #setup: CrewSetup;
  readonly #onTheWay = new Map<Job, OnTheWay>();
  #now = swarmClock(process.hrtime.bigint());
  #isDraining = false;

  constructor(setup: CrewSetup) {
    this.#setup = setup;
  }

  begin(zero: bigint): void {
    this.#now = swarmClock(zero);
  }

  async run(jobs: readonly Job[], onEnd: (ending: Ending) => void): Promise<void> {
    for (const job of jobs) {
      // One turn of the event loop before each agent, so that signals and timers are heard between agents.
      await setImmediate();
      if (this.#isDraining) return;
      onEnd(await this.#runOne(job));
    }
  }

  #runOne(job: Job): Promise<Ending> {
    const task = this.#setup.agents[job];
    if (task === undefined) throw new RangeError(`There is no job ${job}.`);
    const agent = { ...task, agentType: agentTypeOf(task) };
    const since = this.#now();
    const controller = new AbortController();
    const { promise, resolve } = Promise.withResolvers<Ending>();
    const abandon = () => {
      const error = new AgentError("was given up while it was still running", { ...agent, code: "KILLED" });
      const result = failedResult(agent, error, { worker: "main", startedAt: since, endedAt: this.#now() });
      resolve({ job, result, workerLost: false });
    };
    this.#onTheWay.set(job, { since, controller, abandon });
    const context: AgentContext = {
      agentId: agent.agentId,
      worker: "main",
      shared: this.#setup.settings.shared,
      signal: controller.signal,
      get stopRequested() {
        return controller.signal.aborted;
      },
      now: this.#now,
    };
    void runAgent(agent, context).then((result) => resolve({ job, result, workerLost: false }));
    return promise.finally(() => this.#onTheWay.delete(job));
  }

  *running(): Iterable<Running> {
    for (const [job, { since }] of this.#onTheWay) yield { job, since };
  }

  drain(): void {
    this.#isDraining = true;
  }

  stop(job: Job): void {
    this.#onTheWay.get(job)?.controller.abort();
  }

  /** A thread cannot end itself by force: the agent goes on, but nobody waits for it any more. */
  kill(job: Job): void {
    this.#onTheWay.get(job)?.abandon();
  }

  async close(): Promise<void> {}
}
