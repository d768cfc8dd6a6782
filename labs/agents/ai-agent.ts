import { type AgentContext, soloContext } from "./agent-context.ts";
import { AgentError } from "./agent-error.ts";
import { type AgentResult, reasonedResult } from "./agent-result.ts";

/**
 * One unit of CPU-bound reasoning. An agent type extends this class and implements `think`; callers use `reason`, which
 * measures the time and returns a failure as a value.
 *
 * ```ts
 * class Doubler extends AIAgent<number, number> {
 *   protected think(input: number): number {
 *     return input * 2;
 *   }
 * }
 * const result = await new Doubler(1).reason(21); // result.result === 42
 * ```
 */
export abstract class AIAgent<Input = unknown, Output = unknown> {
  readonly agentId: number;

  constructor(agentId: number) {
    this.agentId = agentId;
  }

  /** The name of the class. */
  get agentType(): string {
    return this.constructor.name;
  }

  /** The work of an agent type. It may be synchronous or asynchronous, and it may throw. */
  protected abstract think(input: Input, context: AgentContext): Output | Promise<Output>;

  /** Runs `think` on the input. The promise is never rejected: a failed agent is a result with an `error`. */
  async reason(
    input: Input,
    context: AgentContext = soloContext(this.agentId),
  ): Promise<AgentResult<Output>> {
    const startedAt = context.now();
    let result: Output | null = null;
    let error: AgentError | null = null;
    try {
      result = await this.think(input, context);
    } catch (thrown) {
      error = AgentError.from(thrown, this.agentId, this.agentType);
    }
    const endedAt = context.now();
    return reasonedResult({
      agentId: this.agentId,
      agentType: this.agentType,
      result,
      duration: endedAt - startedAt,
      success: error === null,
      error,
      worker: context.worker,
      startedAt,
      endedAt,
    });
  }
}
