import type { ModelAccess } from "../../../agents/index.ts";
import type { PoolRun } from "../../executor.ts";
import type { ModelReply } from "../../model/messages.ts";
import { SentQuestions } from "../../model/worker-model.ts";
import type { ControlChannel } from "../wire/control-channel.ts";
import type { JobData } from "../wire/job-data.ts";
import type { JobName } from "../wire/messages.ts";

/** How often an order is given again to a job that does not run yet, in milliseconds. */
const ORDER_INTERVAL_MS = 20;

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
  readonly #orders: ("stop" | "kill")[] = [];
  #hasEnded = false;
  #timer: NodeJS.Timeout | undefined;

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
    this.#giveOrders();
    return true;
  }

  /** It must not begin. One that has begun goes on. */
  drop(): void {
    this.#isDropped = true;
  }

  /** A phase of stopping it. */
  order(order: "stop" | "kill"): void {
    this.#orders.push(order);
    this.#giveOrders();
  }

  /** It has ended, or goes back to the queue. */
  end(): void {
    clearTimeout(this.#timer);
    this.#hasEnded = true;
  }

  /** A pool stops a job only when its worker runs it, which is some time after it was sent there. */
  #giveOrders(): void {
    const pool = this.#pool;
    if (pool === undefined || this.#hasEnded) return;
    clearTimeout(this.#timer);
    const { job } = this.name;
    const isRunning = [...pool.running()].some((running) => running.job === job);
    if (!isRunning) {
      if (this.#orders.length > 0) this.#timer = setTimeout(() => this.#giveOrders(), ORDER_INTERVAL_MS);
      return;
    }
    for (const order of this.#orders.splice(0)) {
      if (order === "stop") pool.requestStop(job);
      else pool.kill(job);
    }
  }
}
