import { AgentError } from "../../agents/agent-error.ts";
import { agentErrorToData } from "../../agents/error-data.ts";
import type { JobEnding, JobMessage } from "./messages.ts";

export interface EndingReporter {
  /** Sends endings to the coordinator. Throws when a result cannot be copied. */
  say(endings: readonly JobEnding[]): void;
  /** Whose job it was. */
  agentOf(job: JobMessage): { readonly agentId: number; readonly agentType: string };
  /** Where agents run, as their errors name it. */
  readonly worker: "thread" | "process";
}

/**
 * Tells the coordinator how jobs ended, all in one message. A result that cannot be copied fails alone: here it is
 * caught, later it would take the worker with it.
 */
export function reportEndings(
  endings: readonly JobEnding[],
  jobs: readonly JobMessage[],
  reporter: EndingReporter,
): void {
  try {
    reporter.say(endings);
  } catch (error) {
    const [ending, ...others] = endings;
    const [job] = jobs;
    if (ending === undefined || job === undefined) throw error;
    if (others.length === 0) reporter.say([uncloneable(ending, job, error, reporter)]);
    else for (const [i, one] of endings.entries()) reportEndings([one], jobs.slice(i, i + 1), reporter);
  }
}

function uncloneable(
  [number, , , ...times]: JobEnding,
  job: JobMessage,
  cause: unknown,
  { agentOf, worker }: EndingReporter,
): JobEnding {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `returned a value that cannot be copied to another ${worker} (${reason}); return plain data`;
  const { agentId, agentType } = agentOf(job);
  const error = new AgentError(message, { code: "UNCLONEABLE_RESULT", agentId, agentType });
  return [number, null, agentErrorToData(error), ...times];
}
