import {
  AgentError,
  type AgentResult,
  type AgentTask,
  type Reasoner,
  soloContext,
} from "../../agents/index.ts";
import { fingerprint } from "../measure/fingerprint.ts";
import type { HostAgent } from "../measure/host-messages.ts";

/** Runs one agent, a class or a function, without a swarm. A failure is part of what it resolves to. */
export async function runBare(task: AgentTask): Promise<HostAgent> {
  const { agentId } = task;
  const agentType = task.type.name || "a function";
  const worker = `process ${process.pid}`;
  const startedAt = now();
  const { result, error } = await outcomeOf(task, worker);
  const endedAt = now();
  const times = { startedAt, endedAt, duration: endedAt - startedAt };
  const success = error === null;
  const message = error?.message ?? null;
  return { agentId, agentType, worker, ...times, success, error: message, fingerprint: fingerprint(result) };
}

async function outcomeOf(
  { type, agentId, input, rest }: AgentTask,
  worker: string,
): Promise<Pick<AgentResult, "result" | "error">> {
  const context = { ...soloContext(agentId), now, worker };
  try {
    const answer = isAgentClass(type)
      ? await new type(agentId, ...rest).reason(input, context)
      : await (type as (input: unknown, context: unknown) => unknown)(input, context);
    return isResult(answer) ? answer : { result: answer, error: null };
  } catch (thrown) {
    return { result: null, error: AgentError.from(thrown, agentId, type.name) };
  }
}

/** Whether a type is a class of agents, and no function. */
function isAgentClass(type: unknown): type is new (...args: unknown[]) => Reasoner<unknown> {
  return typeof (type as { prototype?: { reason?: unknown } }).prototype?.reason === "function";
}

/** Whether an answer is the result of an AIAgent. Every other value is itself the result. */
function isResult(answer: unknown): answer is AgentResult {
  if (typeof answer !== "object" || answer === null) return false;
  const { success, error } = answer as Partial<AgentResult>;
  return (
    typeof success === "boolean" && "result" in answer && (error === null || AgentError.isAgentError(error))
  );
}

function now(): number {
  return Number(process.hrtime.bigint()) / 1e9;
}
