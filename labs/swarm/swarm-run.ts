import type { AgentResult } from "../agents/index.ts";
import type { ExecutorName } from "./executor-name.ts";
import type { RuntimeStatus } from "./runtime-status.ts";
import type { AgentStop } from "./stops.ts";

/** What a swarm has done. */
export interface SwarmRun {
  /** One result for each agent, in the order in which the agents were given. */
  readonly results: readonly AgentResult[];
  /** Who was asked to stop, and who was killed, in the order of time; of an agent that was tried again, the last try. */
  readonly stops: readonly AgentStop[];
  /** From the first agent's turn to the last one's end, in seconds. Starting the workers is not in it. */
  readonly totalSeconds: number;
  /** What it took to start the workers, in seconds. */
  readonly startupSeconds: number;
  readonly status: RuntimeStatus;
  readonly executor: ExecutorName;
  readonly concurrency: number;
  /** A sentence about the whole, and a line for each failed agent. */
  toString(): string;
}

/** Completes a run with its description, which a notebook shows when the run is a cell's last value. */
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
  return [whole, ...lines].join("\n");
}
