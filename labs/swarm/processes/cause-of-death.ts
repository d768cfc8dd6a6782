import { AgentError } from "../../agents/index.ts";
import { inMegabytes } from "./memory-budget.ts";

/** Why the supervisor ended a process, or its watchdog did. */
export type Sentence =
  | { readonly kind: "force" }
  | { readonly kind: "memory"; readonly used: number; readonly limit: number }
  | { readonly kind: "frozen"; readonly seconds: number }
  | { readonly kind: "blocked"; readonly seconds: number }
  | { readonly kind: "garbage"; readonly error: unknown };

/** What is known about a death. */
export interface Death {
  readonly sentence: Sentence | undefined;
  /** What the process said before it called `process.exit`. */
  readonly exiting: number | undefined;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What V8 printed when it ended the process. */
  readonly crashReport: string;
}

/**
 * The error of the agent that was running when its process died.
 *
 * - `KILLED`: it was to be ended by force.
 * - `EXITED`: it called `process.exit`.
 * - `OUT_OF_MEMORY`: it used more memory than it may, or than V8 has.
 * - `FROZEN`: its process showed no sign of life, as when it was stopped by SIGSTOP.
 * - `CRASHED`: the process died of something else: a signal, `process.abort`, a broken addon.
 */
export function causeOfDeath(
  agent: { readonly agentId: number; readonly agentType: string },
  death: Death,
): AgentError {
  const { code, message, cause } = describe(death);
  const { agentId, agentType } = agent;
  return new AgentError(message, { code, agentId, agentType, ...(cause !== undefined && { cause }) });
}

function describe(death: Death): { code: string; message: string; cause?: unknown } {
  const { sentence, exiting, code, signal, crashReport } = death;
  const cause = crashReport === "" ? undefined : new Error(crashReport);
  switch (sentence?.kind) {
    case "force":
      return { code: "KILLED", message: "was ended by force" };
    case "memory":
      return {
        code: "OUT_OF_MEMORY",
        message: `used ${inMegabytes(sentence.used)} of memory, where ${inMegabytes(sentence.limit)} are allowed`,
      };
    case "frozen":
      return { code: "FROZEN", message: `showed no sign of life for ${sentence.seconds} s` };
    case "blocked":
      return { code: "KILLED", message: `did not begin within ${sentence.seconds} s and was ended by force` };
    case "garbage":
      return { code: "CRASHED", message: "wrote into the pipe of its own process", cause: sentence.error };
  }
  if (isOutOfMemory(crashReport)) return { code: "OUT_OF_MEMORY", message: "ran out of memory", cause };
  if (exiting !== undefined) return { code: "EXITED", message: `called process.exit(${exiting})` };
  if (code !== null) return { code: "EXITED", message: `ended its process with code ${code}`, cause };
  return { code: "CRASHED", message: `took its process down (${signal ?? "no signal"})`, cause };
}

/** Whether V8 says in its last words that it ran out of memory. */
export function isOutOfMemory(report: string): boolean {
  return /heap out of memory|out of memory|Reached heap limit|Allocation failed|invalid (array|table) (length|size)/i.test(
    report,
  );
}
