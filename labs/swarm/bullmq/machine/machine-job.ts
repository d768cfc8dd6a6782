import type { ModelAccess } from "../../../agents/index.ts";
import type { PoolRun } from "../../executor.ts";
import type { ModelReply } from "../../model/messages.ts";
import { SentQuestions } from "../../model/worker-model.ts";
import type { ControlChannel } from "../wire/control-channel.ts";
import type { JobData } from "../wire/job-data.ts";
import type { JobName } from "../wire/messages.ts";

/** A job that a machine has in hand: waiting for a local worker, or running. */
export class MachineJob {
  readonly name: JobName;
  /** Whether it goes back to the queue, because the machine stops. */
  isGivenBack = false;
  /** Tells the run's coordinator that it has begun, if it has. */
  reportAgain: () => void = () => {};
  readonly #questions: SentQuestions;
  #pool: PoolRun | undefined;
  #isDropped = false;
  #stops: ("stop" | "kill")[] = [];

  constructor({ run, job, attempt }: JobData, channel: ControlChannel, machine: string) {
    this.name = { run, job, attempt };
    this.#questions = new SentQuestions((message) =>
      channel.send(`run ${run}`, { kind: "model", run, job, attempt, machine, message }),
    );
  }

  /** The language model of its agent, which is at the coordinator. @param now seconds since the run's start */
  modelAt(now: () => number): ModelAccess {
    return this.#questions.modelFor(this.name.job, now);
  }

  receiveReply(reply: ModelReply): void {
    this.#questions.receive(reply);
  }

  /** It begins now. @returns false when it must not */
  begin(pool: PoolRun): boolean {
    if (this.#isDropped) return false;
    this.#pool = pool;
    // Orders that came before it began reach it when it runs.
    if (this.#stops.length > 0)
      setImmediate(() => {
        for (const order of this.#stops.splice(0)) this.order(order);
      });
    return true;
  }

  /** It must not begin. One that has begun goes on. */
  drop(): void {
    this.#isDropped = true;
  }

  /** A phase of stopping it. */
  order(order: "stop" | "kill"): void {
    if (this.#pool === undefined) this.#stops.push(order);
    else if (order === "stop") this.#pool.requestStop(this.name.job);
    else this.#pool.kill(this.name.job);
  }
}
