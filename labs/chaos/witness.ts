import { type AgentContext, AIAgent, DataAnalyst } from "../agents/index.ts";
import type { SharedUnderTest } from "./saboteur.ts";

/** How long a witness waits for a lock or a channel, in milliseconds: so long only when somebody has died with it. */
const PATIENCE = 10_000;

/** An agent like any other: it computes, and uses what the swarm shares. */
export class Witness extends AIAgent<number, bigint> {
  static readonly module: string = import.meta.url;

  protected async think(n: number, { shared }: AgentContext): Promise<bigint> {
    const { mutex, channel } = (shared ?? {}) as SharedUnderTest;
    mutex?.lock({ timeout: PATIENCE }).release();
    channel?.send(`from ${this.agentId}`, { timeout: PATIENCE });
    const message = channel?.receive({ timeout: PATIENCE });
    if (message !== undefined && !/^from \d+$/.test(message)) throw new Error(`received ${message}`);
    return (await new DataAnalyst(this.agentId).reason(n)).result as bigint;
  }

  /** What a witness has to answer: the sum of the squares below `n`, by the closed formula. */
  static answerTo(n: number): bigint {
    const m = BigInt(n);
    return ((m - 1n) * m * (2n * m - 1n)) / 6n;
  }
}
