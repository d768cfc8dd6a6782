import {
  type AgentClass,
  type AgentContext,
  AgentError,
  type AgentFunction,
  type AgentResult,
  freezeResult,
  isReasonedResult,
} from "../../agents/agent.ts";
import { failedResult } from "../failed-result.ts";

/** A task whose class or function exists in this isolate. */
export interface RunnableTask {
  readonly type: AgentClass | AgentFunction;
  readonly agentType: string;
  readonly agentId: number;
  readonly input: unknown;
  readonly rest: readonly unknown[];
}

/** Whether a task's type is a class of agents. Otherwise it is a plain function. */
function isAgentClass(type: AgentClass | AgentFunction): type is AgentClass {
  return typeof (type.prototype as { reason?: unknown } | undefined)?.reason === "function";
}

/** Constructs one agent and runs it. The promise is never rejected: a failure resolves to a frozen result with an error. */
export async function runAgent(task: RunnableTask, context: AgentContext): Promise<AgentResult> {
  const { type, agentId, agentType, input, rest } = task;
  const startedAt = context.now();
  try {
    // What a class or function accepts is known to the learner only, so its parameters are `never` here.
    const isClass = isAgentClass(type);
    const answer = isClass
      ? await new (type as new (...args: unknown[]) => InstanceType<AgentClass>)(agentId, ...rest).reason(
          input as never,
          context,
        )
      : await type(input as never, context);
    const endedAt = context.now();
    const when = { worker: context.worker, startedAt, endedAt };
    if (isResult(answer, isClass, agentId)) {
      // The result of AIAgent.reason() is complete; that of another `reason` method may lack the worker and the times.
      const isComplete =
        answer.agentId === agentId && answer.worker === context.worker && Object.isFrozen(answer);
      return isComplete ? answer : freezeResult({ ...answer, agentId, agentType, ...when });
    }
    const duration = endedAt - startedAt;
    return freezeResult({
      agentId,
      agentType,
      result: answer,
      duration,
      success: true,
      error: null,
      ...when,
    });
  } catch (thrown) {
    const error = AgentError.from(thrown, agentId, agentType);
    return failedResult(task, error, { worker: context.worker, startedAt, endedAt: context.now() });
  }
}

/**
 * Whether an answer is an AgentResult: one that `AIAgent.reason` made, or a whole one that the `reason` of a class made for its own
 * agent. Every other value is itself the result, also one that looks like an AgentResult.
 */
function isResult(answer: unknown, isOfClass: boolean, agentId: number): answer is AgentResult {
  if (typeof answer !== "object" || answer === null) return false;
  if (isReasonedResult(answer)) return true;
  if (!isOfClass) return false;
  const { success, duration, error, agentType, ...rest } = answer as Partial<AgentResult>;
  const hasFailed = AgentError.isAgentError(error);
  return (
    rest.agentId === agentId &&
    typeof agentType === "string" &&
    typeof duration === "number" &&
    success === !hasFailed &&
    (hasFailed || error === null) &&
    "result" in answer
  );
}
