import { AgentError } from "../../agents/index.ts";

/** What is known about a thread that has ended in the middle of an agent. */
export interface Death {
  /** The coordinator has ended it. */
  readonly killed: boolean;
  /** For so many seconds it did not begin with its only agent. */
  readonly blockedSeconds: number | undefined;
  /** The last words of `process.exit(code)`. */
  readonly exitCode: number | undefined;
  /** What the pool says. */
  readonly cause: unknown;
}

/** The error of the agent that was running when its thread died. */
export function causeOfDeath(
  agent: { readonly agentId: number; readonly agentType: string },
  { killed, blockedSeconds, exitCode, cause }: Death,
): AgentError {
  if (killed) return new AgentError("was ended by force", { ...agent, code: "KILLED" });
  if (blockedSeconds !== undefined) {
    const message = `did not begin within ${blockedSeconds} s and was ended by force`;
    return new AgentError(message, { ...agent, code: "KILLED" });
  }
  if (exitCode !== undefined)
    return new AgentError(`called process.exit(${exitCode})`, { ...agent, code: "EXITED" });
  if (Reflect.get(Object(cause), "code") === "ERR_WORKER_OUT_OF_MEMORY") {
    return new AgentError("ran out of memory", { ...agent, code: "OUT_OF_MEMORY", cause });
  }
  return new AgentError("took its thread down", { ...agent, code: "CRASHED", cause });
}
