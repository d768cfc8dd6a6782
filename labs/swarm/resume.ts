import type { AgentTask } from "../agents/index.ts";
import { openEngine } from "./bullmq/engine/open-engine.ts";
import { EngineError } from "./bullmq/engine-error.ts";
import { readEngineOptions } from "./bullmq/read-engine-options.ts";
import { buildOfLabs } from "./bullmq/wire/build.ts";
import { decode } from "./bullmq/wire/codec.ts";
import { readProjectKey } from "./bullmq/wire/key.ts";
import type { ProgramData } from "./bullmq/wire/program-data.ts";
import { RunStore } from "./bullmq/wire/run-store.ts";
import type { StoredRun } from "./bullmq/wire/stored-run.ts";
import type { SwarmOptions } from "./options.ts";
import type { Policy } from "./policy.ts";
import { readOptions } from "./read-options.ts";
import type { SwarmRun } from "./run.ts";
import { runAlone } from "./run-alone.ts";

/** How to go on with a run. Its agents, its policy and its limits are those that it began with. */
export type ResumeOptions = Pick<
  SwarmOptions,
  "engine" | "concurrency" | "signal" | "model" | "onProgress" | "announce"
>;

/**
 * Goes on with a run on the executor "bullmq" whose program was lost, as by kill -9. Agents that have ended are not run again;
 * their results are taken from the engine.
 *
 * ```ts
 * const run = await resumeMultiAgentSystem("night-42");
 * ```
 *
 * @param runId the option `runId` of the run
 * @throws EngineError UNKNOWN_RUN, OTHER_BUILD, or as the engine cannot be used; SwarmError as `runMultiAgentSystem`, with
 *   CANNOT_START when another coordinator leads the run
 */
export async function resumeMultiAgentSystem(runId: string, options: ResumeOptions = {}): Promise<SwarmRun> {
  const stored = await storedRun(runId, options);
  const { record, program } = stored;
  const { agents } = decode<ProgramData>(program);
  const { timeout, grace, policy, retries, memoryLimit, maxTasksPerWorker } = record.options;
  const { workers, run } = readOptions({
    ...options,
    executor: "bullmq",
    runId,
    agents: agents.map(([agentId, agentType]) => taskNamed(agentId, agentType)),
    grace,
    // It was validated when the run began.
    policy: policy as Policy,
    retries,
    ...(timeout !== undefined && { timeout }),
    ...(memoryLimit !== undefined && { memoryLimit }),
    ...(maxTasksPerWorker !== undefined && { maxTasksPerWorker }),
  });
  const settings = { ...run.settings, resumes: stored };
  return runAlone(workers, { ...run, settings }).ended;
}

async function storedRun(runId: string, options: ResumeOptions): Promise<StoredRun> {
  const settings = readEngineOptions(options.engine);
  const key = readProjectKey(settings.key);
  const engine = await openEngine(settings.url, settings.lockSeconds);
  const store = new RunStore(engine, key);
  try {
    const record = await store.record(runId);
    if (record.build !== buildOfLabs())
      throw new EngineError(
        "OTHER_BUILD",
        `The run ${runId} is of the build ${record.build}, and this program has ${buildOfLabs()}; go on with it in that build.`,
      );
    const program = await store.programText(runId, record.program);
    if (program === undefined)
      throw new EngineError("UNKNOWN_RUN", `The engine has no program of the run ${runId} any more.`);
    return { record, program };
  } finally {
    await store.close();
    await engine.close();
  }
}

/** A task as far as results name it. Its class is in the stored program. */
function taskNamed(agentId: number, agentType: string): AgentTask {
  const type = { [agentType]: () => {} }[agentType] as AgentTask["type"];
  return { type, agentId, input: undefined, rest: [] };
}
