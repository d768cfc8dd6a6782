// Workers start with this file, so it takes from agents only what it needs, not all agent types.
import type { AgentContext } from "../agents/agent-context.ts";
import { AgentError } from "../agents/agent-error.ts";
import { type AgentResult, freezeResult } from "../agents/agent-result.ts";
import type { AgentClass, AgentFunction } from "../agents/agent-task.ts";

/** A task whose class or function is here, ready to be run in this isolate. */
export interface RunnableTask {
  readonly type: AgentClass | AgentFunction;
  readonly agentType: string;
  readonly agentId: number;
  readonly input: unknown;
  readonly rest: readonly unknown[];
}

/** Whether a task's type is a class of agents; otherwise it is a plain function. */
export function isAgentClass(type: AgentClass | AgentFunction): type is AgentClass {
  return typeof (type.prototype as { reason?: unknown } | undefined)?.reason === "function";
}

/** Builds one agent and lets it reason. Whatever it does, this resolves with a frozen result. */
export async function runAgent(task: RunnableTask, context: AgentContext): Promise<AgentResult> {
  const { type, agentId, agentType, input, rest } = task;
  const startedAt = context.now();
  try {
    const answer = isAgentClass(type)
      ? await new (type as new (...args: unknown[]) => InstanceType<AgentClass>)(agentId, ...rest).reason(
          input as never,
          context,
        )
      : await type(input as never, context);
    const endedAt = context.now();
    const when = { worker: context.worker, startedAt, endedAt };
    if (isResult(answer)) {
      // What AIAgent.reason() gave is complete; other `reason` methods need not know of workers and clocks.
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

/** The result of an agent that did not get to an answer. */
export function failedResult(
  agent: { readonly agentId: number; readonly agentType: string },
  error: AgentError,
  when: Pick<AgentResult, "worker" | "startedAt" | "endedAt">,
): AgentResult<null> {
  const { agentId, agentType } = agent;
  const { worker, startedAt, endedAt } = when;
  const duration = endedAt - startedAt;
  return freezeResult({
    agentId,
    agentType,
    result: null,
    duration,
    success: false,
    error,
    worker,
    startedAt,
    endedAt,
  });
}

/** AIAgents answer with an AgentResult; what any other `reason` or function returns is the result itself. */
function isResult(answer: unknown): answer is AgentResult {
  if (typeof answer !== "object" || answer === null) return false;
  const { success, duration, error } = answer as Partial<AgentResult>;
  return (
    typeof success === "boolean" &&
    typeof duration === "number" &&
    "result" in answer &&
    (error === null || AgentError.isAgentError(error))
  );
}
