import type { AgentClass, AgentFunction, AgentResult } from "../../agents/index.ts";

/** A class or function whose agents can be a node. What it accepts is known to its author only. */
export type AgentType = AgentClass | AgentFunction;

/** A class of agents with any input. Its parameters are `never`, because a caller cannot know what it accepts. */
type AnyAgentClass = abstract new (
  ...parameters: never[]
) => {
  reason(input: never, context: never): unknown;
};

/** What `reason()` of a class, or the function itself, is called with. */
export type InputOf<Type> = Type extends abstract new (
  ...parameters: never[]
) => { reason(input: infer Input, ...rest: never[]): unknown }
  ? Input
  : Type extends (input: infer Input, ...rest: never[]) => unknown
    ? Input
    : never;

/** What an agent of this type answers. */
export type AnswerOf<Type> = Type extends AnyAgentClass
  ? ReasonedBy<InstanceType<Type>["reason"]>
  : Type extends (...parameters: never[]) => infer Answer
    ? Awaited<Answer>
    : never;

type ReasonedBy<Reason> = Reason extends (...parameters: never[]) => infer Outcome
  ? Awaited<Outcome> extends AgentResult<infer Answer>
    ? Answer
    : Awaited<Outcome>
  : never;

/** The arguments of the constructor after the agent's id. A function has none. */
export type ArgumentsOf<Type> = Type extends abstract new (
  id: never,
  ...rest: infer Rest
) => unknown
  ? Rest
  : readonly [];
