import type { Crew, Job } from "./executor.ts";
import type { StopReason } from "./stop-reason.ts";

interface Stopping {
  readonly reason: StopReason;
  /** When grace is over, in seconds since the swarm's start. */
  readonly killAt: number;
  killed: boolean;
}

export interface WatchOptions {
  readonly crew: Crew;
  /** Seconds since the swarm's start. */
  readonly now: () => number;
  readonly timeout: number | undefined;
  readonly grace: number;
  readonly onStopping: (job: Job, reason: StopReason) => void;
  readonly onKilled: (job: Job, reason: StopReason) => void;
}

/** How often the clock looks, in milliseconds: what a timeout or a grace period may be late. */
const TICK = 10;

/**
 * One clock for all time limits. A timer for each agent would cost more than a tiny agent itself;
 * this looks every 10 ms who has been running for too long, and costs nothing per agent.
 *
 * Ending an agent has two phases: it is asked to stop, and when it has not ended after the grace period, it is killed.
 */
export class Watch {
  readonly #options: WatchOptions;
  readonly #stopping = new Map<Job, Stopping>();
  #everybody: StopReason | undefined;
  /** When grace is over for the whole swarm. */
  #endBlockedAt = Number.POSITIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: WatchOptions) {
    this.#options = options;
    if (options.timeout !== undefined) this.#tickOn();
  }

  /** First phase: asks a running job to stop. A second call for the same job does nothing. */
  stop(job: Job, reason: StopReason): void {
    if (this.#stopping.has(job)) return;
    const killAt = this.#options.now() + this.#options.grace;
    this.#stopping.set(job, { reason, killAt, killed: false });
    this.#options.onStopping(job, reason);
    this.#options.crew.stop(job);
    this.#tickOn();
  }

  /** Asks everybody who runs, and whoever turns out to have been about to begin. */
  stopAll(reason: StopReason): void {
    this.#everybody = reason;
    this.#endBlockedAt = this.#options.now() + this.#options.grace;
    this.#askEverybody(reason);
    this.#tickOn();
  }

  #askEverybody(reason: StopReason): void {
    for (const { job } of this.#options.crew.running()) this.stop(job, reason);
  }

  /** The job has ended, in whatever way. Returns why it was asked to, if it was. */
  ended(job: Job): StopReason | undefined {
    const stopping = this.#stopping.get(job);
    this.#stopping.delete(job);
    return stopping?.reason;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tickOn(): void {
    // Outcomes that have arrived while this thread was busy are heard before anybody is said to be late.
    this.#timer ??= setInterval(() => setImmediate(() => this.#tick()), TICK);
  }

  #tick(): void {
    if (this.#timer === undefined) return;
    const { crew, now, timeout, onKilled } = this.#options;
    const time = now();
    if (timeout !== undefined) {
      const reason = { code: "TIMEOUT", message: `took longer than its timeout of ${timeout} s` };
      for (const { job, since } of crew.running()) if (time - since > timeout) this.stop(job, reason);
    }
    if (this.#everybody !== undefined) this.#askEverybody(this.#everybody);
    for (const [job, stopping] of this.#stopping) {
      if (stopping.killed || time < stopping.killAt) continue;
      stopping.killed = true;
      onKilled(job, stopping.reason);
      crew.kill(job);
    }
    if (time >= this.#endBlockedAt) crew.endBlocked?.();
    const hasNothingToWatch =
      timeout === undefined && this.#everybody === undefined && this.#stopping.size === 0;
    if (hasNothingToWatch) this.close();
  }
}
