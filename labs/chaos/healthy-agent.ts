import { type AgentContext, AIAgent, DataAnalyst } from "../agents/index.ts";
import type { SharedUnderTest } from "./saboteur.ts";

/** How long an agent waits for a lock or a channel, in milliseconds. It waits that long only after its holder died. */
const WAIT_LIMIT_MS = 10_000;

/** A sibling of the saboteurs: it computes a known answer and uses the objects that the swarm shares. */
export class HealthyAgent extends AIAgent<number, bigint> {
  static readonly module: string = import.meta.url;

  protected async think(n: number, { shared }: AgentContext): Promise<bigint> {
    const { mutex, channel } = (shared ?? {}) as SharedUnderTest;
    mutex?.lock({ timeout: WAIT_LIMIT_MS }).release();
    channel?.send(`from ${this.agentId}`, { timeout: WAIT_LIMIT_MS });
    const message = channel?.receive({ timeout: WAIT_LIMIT_MS });
    if (message !== undefined && !/^from \d+$/.test(message)) throw new Error(`received ${message}`);
    // DataAnalyst answers with a bigint; its results are typed for all agent types together.
    return (await new DataAnalyst(this.agentId).reason(n)).result as bigint;
  }

  /** The right answer: the sum of the squares below `n`, by the closed formula. */
  static answerTo(n: number): bigint {
    const m = BigInt(n);
    return ((m - 1n) * m * (2n * m - 1n)) / 6n;
  }
}
