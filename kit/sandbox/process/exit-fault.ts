import { constants } from "node:os";
import { AnswerFault } from "./answer-fault.ts";

/** How an answer's process ended. */
export interface AnswerExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** A sandbox reports a signal as an exit code: 128 plus the signal's number. */
  readonly isSandboxed: boolean;
  /** The end of what it printed on stderr. */
  readonly errorOutput: string;
  /** The code with which it called `process.exit`, as it reported itself. */
  readonly exitNote: number | undefined;
}

/** The fault of a process that has ended without being ended by this side. */
export function exitFault({ code, signal, isSandboxed, errorOutput, exitNote }: AnswerExit): AnswerFault {
  const killed = signal ?? (isSandboxed ? signalOf(code) : undefined);
  if (errorOutput.includes("heap out of memory") && killed)
    return new AnswerFault(
      "OUT_OF_MEMORY",
      "Your answer used more memory than a check may, so its process ended.",
    );
  if (exitNote !== undefined)
    return new AnswerFault(
      "EXITED",
      `Your answer called process.exit(${exitNote}), which ends the program that checks it. Return a value instead.`,
    );
  if (killed === "SIGXCPU")
    return new AnswerFault("KILLED", "Your answer used more processor time than a check may, so it ended.");
  if (killed === "SIGXFSZ")
    return new AnswerFault("KILLED", "Your answer wrote a larger file than a check may, so it ended.");
  if (killed)
    return new AnswerFault("KILLED", `Your answer's process was killed (${killed}) before it replied.`);
  return new AnswerFault(
    "EXITED",
    `Your answer's process ended by itself (exit code ${code}) before it replied.`,
  );
}

/** The signal that an exit code of a sandbox stands for. */
const signalOf = (code: number | null): string | undefined =>
  Object.entries(constants.signals).find(([, number]) => code === 128 + number)?.[0];
