import { AgentError } from "../../agents/index.ts";
import { inMegabytes } from "./memory-budget.ts";

/** Why the supervisor or the watchdog ended a process. */
export type KillReason =
  | { readonly kind: "force" }
  | { readonly kind: "memory"; readonly used: number; readonly limit: number }
  | { readonly kind: "frozen"; readonly seconds: number }
  | { readonly kind: "blocked"; readonly seconds: number }
  | { readonly kind: "invalid-message"; readonly error: unknown };

/** What is known about the end of a process. */
export interface ExitInfo {
  /** Undefined when the process ended by itself. */
  readonly killReason: KillReason | undefined;
  /** The code that the process sent before it called `process.exit`. */
  readonly exiting: number | undefined;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What V8 printed when it ended the process; empty when it printed nothing. */
  readonly crashReport: string;
}

/**
 * The error of the agent that was running when its process ended.
 *
 * - `KILLED`: the process was ended by force.
 * - `EXITED`: the agent called `process.exit`.
 * - `OUT_OF_MEMORY`: it used more memory than its limit, or than V8 has.
 * - `FROZEN`: the process answered no ping, as when it was stopped by SIGSTOP.
 * - `CRASHED`: the process ended for another reason: a signal, `process.abort`, a broken addon.
 */
export function exitError(
  agent: { readonly agentId: number; readonly agentType: string },
  exit: ExitInfo,
): AgentError {
  const { code, message, cause } = describe(exit);
  const { agentId, agentType } = agent;
  return new AgentError(message, { code, agentId, agentType, ...(cause !== undefined && { cause }) });
}

function describe(exit: ExitInfo): { code: string; message: string; cause?: unknown } {
  const { killReason, exiting, code, signal, crashReport } = exit;
  const cause = crashReport === "" ? undefined : new Error(crashReport);
  switch (killReason?.kind) {
    case "force":
      return { code: "KILLED", message: "was ended by force" };
    case "memory": {
      const { used, limit } = killReason;
      const message = `used ${inMegabytes(used)} of memory, where ${inMegabytes(limit)} are allowed`;
      return { code: "OUT_OF_MEMORY", message };
    }
    case "frozen":
      return { code: "FROZEN", message: `showed no sign of life for ${killReason.seconds} s` };
    case "blocked":
      return {
        code: "KILLED",
        message: `did not begin within ${killReason.seconds} s and was ended by force`,
      };
    case "invalid-message":
      return { code: "CRASHED", message: "wrote into the pipe of its own process", cause: killReason.error };
  }
  if (isOutOfMemory(crashReport)) return { code: "OUT_OF_MEMORY", message: "ran out of memory", cause };
  if (exiting !== undefined) return { code: "EXITED", message: `called process.exit(${exiting})` };
  if (code !== null) return { code: "EXITED", message: `ended its process with code ${code}`, cause };
  return { code: "CRASHED", message: `took its process down (${signal ?? "no signal"})`, cause };
}

/** Whether V8's crash report says that it ran out of memory. */
export function isOutOfMemory(report: string): boolean {
  return /heap out of memory|out of memory|Reached heap limit|Allocation failed|invalid (array|table) (length|size)/i.test(
    report,
  );
}
