import type { Job, PoolRun } from "./executor.ts";
import type { StopReason } from "./stop-reason.ts";

/** A job that was asked to stop. */
interface Stopping {
  readonly reason: StopReason;
  /** When its grace is over, in seconds since the swarm's start. */
  readonly killAt: number;
  isKilled: boolean;
}

export interface CancellationOptions {
  readonly pool: PoolRun;
  /** Seconds since the swarm's start. */
  readonly now: () => number;
  readonly timeout: number | undefined;
  readonly grace: number;
  readonly onStopping: (job: Job, reason: StopReason) => void;
  readonly onKilled: (job: Job, reason: StopReason) => void;
}

/** How often the limits are checked, in milliseconds. A timeout or a grace period may be so much late. */
const CHECK_INTERVAL_MS = 10;

/**
 * Enforces the timeout and the grace period of all agents. One timer checks every 10 ms which jobs have been running
 * for too long, because a timer for each agent would cost more than a tiny agent itself.
 *
 * An agent is ended in two phases: it is asked to stop, and when it has not ended after the grace period, it is killed.
 */
export class Cancellation {
  readonly #options: CancellationOptions;
  readonly #stopping = new Map<Job, Stopping>();
  #stopAllReason: StopReason | undefined;
  /** When grace is over for the whole swarm. */
  #endBlockedAt = Number.POSITIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: CancellationOptions) {
    this.#options = options;
    if (options.timeout !== undefined) this.#startTimer();
  }

  /** First phase: asks a running job to stop. A second call for the same job has no effect. */
  stop(job: Job, reason: StopReason): void {
    if (this.#stopping.has(job)) return;
    const killAt = this.#options.now() + this.#options.grace;
    this.#stopping.set(job, { reason, killAt, isKilled: false });
    this.#options.onStopping(job, reason);
    this.#options.pool.requestStop(job, reason.cause);
    this.#startTimer();
  }

  /** Asks all running jobs to stop, and those that begin nevertheless, because they were already sent. */
  stopAll(reason: StopReason): void {
    this.#stopAllReason = reason;
    this.#endBlockedAt = this.#options.now() + this.#options.grace;
    this.#stopRunning(reason);
    this.#startTimer();
  }

  #stopRunning(reason: StopReason): void {
    for (const { job } of this.#options.pool.running()) this.stop(job, reason);
  }

  /** Forgets a job that has ended. Returns why it was asked to stop, if it was. */
  ended(job: Job): StopReason | undefined {
    const stopping = this.#stopping.get(job);
    this.#stopping.delete(job);
    return stopping?.reason;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #startTimer(): void {
    // The check waits for `setImmediate`, so that outcomes that arrived while this thread was busy are received first.
    this.#timer ??= setInterval(() => setImmediate(() => this.#check()), CHECK_INTERVAL_MS);
  }

  #check(): void {
    if (this.#timer === undefined) return;
    const { pool, now, timeout, onKilled } = this.#options;
    const time = now();
    if (timeout !== undefined) {
      const reason = { code: "TIMEOUT", message: `took longer than its timeout of ${timeout} s` };
      for (const { job, since } of pool.running()) if (time - since > timeout) this.stop(job, reason);
    }
    if (this.#stopAllReason !== undefined) this.#stopRunning(this.#stopAllReason);
    for (const [job, stopping] of this.#stopping) {
      if (stopping.isKilled || time < stopping.killAt) continue;
      stopping.isKilled = true;
      onKilled(job, stopping.reason);
      pool.kill(job);
    }
    if (time >= this.#endBlockedAt) pool.endBlocked?.();
    const hasNothingToCheck =
      timeout === undefined && this.#stopAllReason === undefined && this.#stopping.size === 0;
    if (hasNothingToCheck) this.close();
  }
}
