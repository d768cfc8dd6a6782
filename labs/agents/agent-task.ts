import type { AgentContext } from "./agent-context.ts";
import type { AgentResult } from "./agent-result.ts";

/** An object with a `reason` method, such as an AIAgent. */
export interface Reasoner<Input = never, Output = unknown> {
  reason(input: Input, context: AgentContext): AgentResult<Output> | Promise<AgentResult<Output>> | unknown;
}

/** A class whose instances reason. The first constructor argument is the agent's id. */
export type AgentClass<
  Input = never,
  Output = unknown,
  Rest extends readonly unknown[] = readonly never[],
> = new (agentId: number, ...rest: Rest) => Reasoner<Input, Output>;

/** A plain function that is run as an agent. */
export type AgentFunction<Input = never, Output = unknown> = (
  input: Input,
  context: AgentContext,
) => Output | Promise<Output>;

/** The description of one agent and its input. A swarm builds the agent in the worker that runs it. */
export interface AgentTask {
  readonly type: AgentClass | AgentFunction;
  readonly agentId: number;
  readonly input: unknown;
  /** The constructor's arguments after the id. */
  readonly rest: readonly unknown[];
  /**
   * How long this agent is expected to take, in any unit: `schedule: "longest-first"` sorts by it.
   * Set it with `{ ...agent(…), cost: 3 }`. @default the input if it is a number, else 0
   */
  readonly cost?: number;
}

/**
 * Describes one agent of a swarm: `new type(agentId, ...rest).reason(input)`, or `type(input)` when `type` is a
 * plain function.
 *
 * ```ts
 * agent(DataAnalyst, 1, 5_000_000)
 * agent((n: number) => n * 2, 2, 21)
 * ```
 */
export function agent<Input, Rest extends readonly unknown[]>(
  type: AgentClass<Input, unknown, Rest>,
  agentId: number,
  input: Input,
  ...rest: Rest
): AgentTask;
export function agent<Input>(type: AgentFunction<Input>, agentId: number, input: Input): AgentTask;
export function agent(
  type: AgentClass | AgentFunction,
  agentId: number,
  input: unknown,
  ...rest: readonly unknown[]
): AgentTask {
  return Object.freeze({ type, agentId, input, rest: Object.freeze(rest) });
}
