import { AgentError, agentErrorToData } from "../../agents/agent.ts";
import { errorMessage } from "../../common/error-message.ts";
import type { JobMessage, JobOutcome } from "./messages.ts";

export interface OutcomeReporter {
  /** Sends outcomes to the coordinator. Throws when a result cannot be copied; then nothing was sent. */
  send(outcomes: readonly JobOutcome[]): void;
  /** The agent of a job. */
  agentOf(job: JobMessage): { readonly agentId: number; readonly agentType: string };
  /** What kind of worker this is, as error messages name it. */
  readonly worker: "thread" | "process";
}

/** Sends the outcomes of jobs in one message. A result that cannot be copied fails its own agent only. */
export function reportOutcomes(
  outcomes: readonly JobOutcome[],
  jobs: readonly JobMessage[],
  reporter: OutcomeReporter,
): void {
  try {
    reporter.send(outcomes);
  } catch (error) {
    const [outcome, ...others] = outcomes;
    const [job] = jobs;
    if (outcome === undefined || job === undefined) throw error;
    if (others.length === 0) reporter.send([uncloneable(outcome, job, error, reporter)]);
    else for (const [i, one] of outcomes.entries()) reportOutcomes([one], jobs.slice(i, i + 1), reporter);
  }
}

function uncloneable(
  [number, , , ...times]: JobOutcome,
  job: JobMessage,
  cause: unknown,
  { agentOf, worker }: OutcomeReporter,
): JobOutcome {
  const message = `returned a value that cannot be copied to another ${worker} (${errorMessage(cause)}); return plain data`;
  const { agentId, agentType } = agentOf(job);
  const error = new AgentError(message, { code: "UNCLONEABLE_RESULT", agentId, agentType });
  return [number, null, agentErrorToData(error), ...times];
}
