import { AgentError, agentErrorToData } from "../../agents/agent.ts";
import { UncopyableError } from "../../common/copy/uncopyable-error.ts";
import { errorMessage } from "../../common/error-message.ts";
import type { JobMessage, JobOutcome } from "./messages.ts";

export interface OutcomeReporter {
  /** Sends outcomes to the coordinator. Throws when a result cannot be copied; then nothing was sent. */
  send(outcomes: readonly JobOutcome[]): void;
  /** Why a result cannot be copied, by the place and the class of what is in it; undefined when that is not known. */
  explain(result: unknown): UncopyableError | undefined;
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
    if (others.length === 0) {
      const reason = reporter.explain(outcome[1]) ?? error;
      const failure = uncloneable(reason, reporter.agentOf(job), reporter.worker);
      reporter.send([[outcome[0], null, agentErrorToData(failure), outcome[3], outcome[4], outcome[5]]]);
    } else for (const [i, one] of outcomes.entries()) reportOutcomes([one], jobs.slice(i, i + 1), reporter);
  }
}

/** The error of an agent whose result cannot be copied. */
export function uncloneable(
  reason: unknown,
  { agentId, agentType }: { readonly agentId: number; readonly agentType: string },
  worker: "thread" | "process",
): AgentError {
  const instead = UncopyableError.is(reason) ? reason.instead : "plain data";
  const message = `returned a value that cannot be copied to another ${worker} (${errorMessage(reason)}); return ${instead} instead`;
  // A getter that has thrown stays readable.
  const cause =
    UncopyableError.is(reason) && reason.cause !== undefined ? { cause: reason.cause } : undefined;
  return new AgentError(message, { code: "UNCLONEABLE_RESULT", agentId, agentType, ...cause });
}

/** The error of an agent whose result has arrived and cannot be read. */
export function unrevivable(
  cause: unknown,
  { agentId, agentType }: { readonly agentId: number; readonly agentType: string },
): AgentError {
  const message = `returned an object that could not be revived (${errorMessage(cause)}); mend the \`static revive\` of its class`;
  return new AgentError(message, { code: "UNCLONEABLE_RESULT", agentId, agentType, cause });
}
