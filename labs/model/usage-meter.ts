import type { ModelErrorCode, ModelUsage } from "../agents/index.ts";
import type { AgentModelReport, ModelReport } from "./options.ts";

/** How many agents are counted one by one. */
const MOST_AGENTS = 10_000;

interface Sum {
  questions: number;
  answered: number;
  failed: number;
  promptTokens: number;
  answerTokens: number;
  waitingSeconds: number;
  modelSeconds: number;
}

/** Counts what questions cost, of all agents and of each one. */
export class UsageMeter {
  readonly #all = emptySum();
  readonly #agents = new Map<number, Sum>();
  readonly #failed: Partial<Record<ModelErrorCode, number>> = {};
  #retried = 0;

  asked(agentId: number | undefined): void {
    for (const sum of this.#sums(agentId)) sum.questions++;
  }

  retried(): void {
    this.#retried++;
  }

  /** A question has ended. @param failure the code of its error, if it has failed */
  ended(agentId: number | undefined, usage: ModelUsage, failure?: ModelErrorCode): void {
    for (const sum of this.#sums(agentId)) {
      if (failure === undefined) sum.answered++;
      else sum.failed++;
      sum.promptTokens += usage.promptTokens;
      sum.answerTokens += usage.answerTokens;
      sum.waitingSeconds += usage.waitingSeconds;
      sum.modelSeconds += usage.modelSeconds;
    }
    if (failure !== undefined) this.#failed[failure] = (this.#failed[failure] ?? 0) + 1;
  }

  report(now: Pick<ModelReport, "model" | "waiting" | "underWay" | "breaker">): ModelReport {
    const agents = new Map<number, AgentModelReport>();
    for (const [agentId, sum] of this.#agents) agents.set(agentId, Object.freeze({ ...sum }));
    return Object.freeze({
      ...this.#all,
      ...now,
      failed: Object.freeze({ ...this.#failed }),
      retried: this.#retried,
      agents,
    });
  }

  #sums(agentId: number | undefined): readonly Sum[] {
    if (agentId === undefined) return [this.#all];
    let own = this.#agents.get(agentId);
    if (own === undefined) {
      if (this.#agents.size >= MOST_AGENTS) return [this.#all];
      own = emptySum();
      this.#agents.set(agentId, own);
    }
    return [this.#all, own];
  }
}

function emptySum(): Sum {
  return {
    questions: 0,
    answered: 0,
    failed: 0,
    promptTokens: 0,
    answerTokens: 0,
    waitingSeconds: 0,
    modelSeconds: 0,
  };
}
