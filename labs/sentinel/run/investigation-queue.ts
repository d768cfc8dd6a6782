import type { Investigation } from "../signal.ts";

/** An investigation that waits for an agent. */
export interface WaitingInvestigation {
  readonly investigation: Investigation;
  /** When it came: `performance.now()`. */
  readonly cameAt: number;
}

/** Investigations that wait for agents: at most so many, and when more come, those with the weakest signals are left out. */
export class InvestigationQueue {
  readonly #most: number;
  #waiting: WaitingInvestigation[] = [];
  #shed = 0;

  /** @param most at least 1 */
  constructor(most: number) {
    this.#most = most;
  }

  get length(): number {
    return this.#waiting.length;
  }

  get all(): readonly WaitingInvestigation[] {
    return this.#waiting;
  }

  /** How many were left out. */
  get shed(): number {
    return this.#shed;
  }

  add(investigations: readonly Investigation[], cameAt: number): void {
    for (const investigation of investigations) this.#add({ investigation, cameAt });
    const over = this.#waiting.length - this.#most;
    if (over <= 0) return;
    this.#waiting.sort(byScore);
    this.#waiting.length = this.#most;
    this.#shed += over;
  }

  /** Takes those with the strongest signals. */
  take(amount: number): readonly WaitingInvestigation[] {
    if (amount < this.#waiting.length) this.#waiting.sort(byScore);
    return this.#waiting.splice(0, amount);
  }

  /** A newer investigation of a service replaces one that still waits: it has seen more. */
  #add(next: WaitingInvestigation): void {
    const { service } = next.investigation.signal;
    const at = this.#waiting.findIndex(({ investigation }) => investigation.signal.service === service);
    const old = this.#waiting[at];
    if (old === undefined) {
      this.#waiting.push(next);
      return;
    }
    const { firstLineAt } = old.investigation.signal;
    const signal = {
      ...next.investigation.signal,
      firstLineAt: Math.min(firstLineAt, next.investigation.signal.firstLineAt),
    };
    this.#waiting[at] = { investigation: { ...next.investigation, signal }, cameAt: old.cameAt };
  }
}

function byScore(a: WaitingInvestigation, b: WaitingInvestigation): number {
  return b.investigation.signal.score - a.investigation.signal.score;
}
