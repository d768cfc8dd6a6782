import { AgentError } from "../../agents/index.ts";

/** What is known about a thread that has ended while it ran a job. */
export interface ExitInfo {
  /** The pool has ended it because of this job. */
  readonly isKilled: boolean;
  /** How many seconds it did not begin its only job until the pool ended it; undefined when it did begin. */
  readonly blockedSeconds: number | undefined;
  /** The code of `process.exit(code)`; undefined when the agent did not call it. */
  readonly exitCode: number | undefined;
  /** The error with which piscina reports the end of the thread. */
  readonly cause: unknown;
}

/** The error of the agent that was running when its thread ended. */
export function exitError(
  agent: { readonly agentId: number; readonly agentType: string },
  { isKilled, blockedSeconds, exitCode, cause }: ExitInfo,
): AgentError {
  if (isKilled) return new AgentError("was ended by force", { ...agent, code: "KILLED" });
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
