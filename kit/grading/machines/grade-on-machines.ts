import { readFile } from "node:fs/promises";
import { type AgentTask, agent } from "@swarmlab/labs/agents";
import { EngineError, SwarmError, streamMultiAgentSystem } from "@swarmlab/labs/swarm";
import { ClassError } from "../class-error.ts";
import { GRADING_TIMEOUT_SECONDS } from "../schedule/limits.ts";
import type { GradingTask } from "../schedule/outcome.ts";
import { type GradedElsewhere, NotebookGrader } from "./notebook-grader.ts";

/** The engine and the queue whose worker machines grade. */
export interface GradingMachines {
  /** `redis://…` or `postgres://…`. @default the project's embedded PostgreSQL */
  readonly url?: string;
  readonly queue: string;
  /** Seconds to wait for a worker machine. @default 30 */
  readonly waitSeconds?: number;
  /** Seconds without a sign of life after which a worker machine counts as lost. @default 10 */
  readonly lockSeconds?: number;
}

/** A notebook for the machines, with its lesson and the version of that lesson's checks. */
export type TaskForMachines = GradingTask & { readonly lesson: string; readonly version: string };

/** Bytes above which a notebook does not travel through a queue: it is graded here. */
const MOST_BYTES_TO_SEND = 16_000_000;
const MOST_JOB_MEGABYTES = 64;

/**
 * Grades notebooks on other machines. A machine that is lost in the middle costs nothing: its notebooks go to others.
 *
 * @param onResult called for each graded notebook as it comes, with its place in `tasks`
 * @returns the notebooks that no machine graded, by their places, with the reason
 * @throws ClassError when the engine cannot be used, or no machine grades
 */
export async function gradeOnMachines(
  tasks: readonly TaskForMachines[],
  { url, queue, waitSeconds, lockSeconds }: GradingMachines,
  onResult: (at: number, graded: GradedElsewhere) => void,
  signal?: AbortSignal,
): Promise<ReadonlyMap<number, string>> {
  const left = new Map<number, string>();
  const agents: AgentTask[] = [];
  for (const [at, { file, ...task }] of tasks.entries()) {
    const notebook = await readFile(file);
    if (notebook.byteLength > MOST_BYTES_TO_SEND) left.set(at, "It is too large for a queue.");
    else agents.push(agent(NotebookGrader, at, { notebook: new Uint8Array(notebook), ...task }));
  }
  if (agents.length === 0) return left;
  try {
    const results = streamMultiAgentSystem({
      agents,
      executor: "bullmq",
      engine: {
        queue,
        workers: "elsewhere",
        maxJobMegabytes: MOST_JOB_MEGABYTES,
        ...(url !== undefined && { url }),
        ...(waitSeconds !== undefined && { waitSeconds }),
        ...(lockSeconds !== undefined && { lockSeconds }),
      },
      // A notebook is tried twice by the machine that has it.
      timeout: 2 * GRADING_TIMEOUT_SECONDS,
      announce: false,
      ...(signal && { signal }),
    });
    for await (const { agentId, success, result, error } of results) {
      if (success) onResult(agentId, result as GradedElsewhere);
      else left.set(agentId, error?.message ?? "No machine graded it.");
    }
  } catch (error) {
    if (signal?.aborted) throw new ClassError("INTERRUPTED", "Grading was interrupted.", { cause: error });
    if (!EngineError.is(error) && !SwarmError.is(error)) throw error;
    throw new ClassError("GRADING_FAILED", error.message, { cause: error });
  }
  if (signal?.aborted) throw new ClassError("INTERRUPTED", "Grading was interrupted.");
  return left;
}
