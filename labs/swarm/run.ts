import type { AgentResult } from "../agents/index.ts";
import type { ExecutorName } from "./executor-name.ts";
import type { RuntimeStatus } from "./runtime-status.ts";
import type { AgentStop } from "./stops.ts";

/** What a swarm resolves to. */
export interface SwarmRun {
  /** One result for each agent, in the order of the option `agents`. */
  readonly results: readonly AgentResult[];
  /** Which agents were asked to stop or killed, in the order of time. Of a retried agent only the last try counts. */
  readonly stops: readonly AgentStop[];
  /** What happened beside the results, a sentence each, such as that an agent ran twice because a machine was lost. */
  readonly notes: readonly string[];
  /** From the first agent's start to the last one's end, in seconds. The start of the workers is not included. */
  readonly totalSeconds: number;
  /** How long the workers took to start, in seconds. */
  readonly startupSeconds: number;
  readonly status: RuntimeStatus;
  readonly executor: ExecutorName;
  readonly concurrency: number;
  /** One sentence about the run, and a line for each failed agent. */
  toString(): string;
}

/** Adds its description to a run. A notebook shows it when the run is a cell's last value. */
export function describedRun(run: Omit<SwarmRun, "toString">): SwarmRun {
  const text = () => describe(run);
  return Object.freeze(
    Object.defineProperties({ ...run } as SwarmRun, {
      toString: { value: text },
      [Symbol.for("swarmlab.mime")]: { value: () => ({ "text/plain": text() }) },
    }),
  );
}

function describe({
  results,
  notes,
  executor,
  concurrency,
  totalSeconds,
  startupSeconds,
}: Omit<SwarmRun, "toString">): string {
  const failed = results.filter(({ success }) => !success);
  const agents = `${results.length} ${results.length === 1 ? "agent" : "agents"}`;
  const outcome = failed.length === 0 ? "all succeeded" : `${failed.length} failed`;
  const startup = startupSeconds > 0 ? `, after ${startupSeconds.toFixed(3)} s to start the workers` : "";
  const whole = `${agents} on ${executor}, ${concurrency} at a time: ${outcome} in ${totalSeconds.toFixed(3)} s${startup}.`;
  const lines = failed.map(
    ({ agentId, agentType, error }) => `  agent ${agentId} (${agentType}): ${error?.code}, ${error?.message}`,
  );
  return [whole, ...lines, ...notes.map((note) => `  ${note}`)].join("\n");
}
