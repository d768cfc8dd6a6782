import type { AgentResult } from "../agents/index.ts";
import { notebookKernel } from "../common/notebook-kernel.ts";
import { warmWorkersLine } from "./announcement.ts";
import { openWarmSwarm, type WarmSwarm } from "./open-swarm.ts";
import type { SwarmOptions } from "./options.ts";
import { readWorkerOptions } from "./read-options.ts";
import type { StartedRun } from "./run-alone.ts";
import { runtimeStatus } from "./runtime-status.ts";

/** The swarms of which a line has said that they stay. */
const announced = new WeakSet<WarmSwarm>();

/**
 * In a notebook, and where an answer is checked, starts a run on the swarm that is kept open for its executor, if the run can use it:
 * it asks for no other workers than such a swarm has, and no other run uses them. A run that waits for another one, as over a channel,
 * must not wait for its workers.
 *
 * @returns undefined where the run needs workers of its own
 */
export async function startInNotebook(
  options: SwarmOptions,
  onResult?: (result: AgentResult) => void,
): Promise<StartedRun | undefined> {
  const kernel = notebookKernel();
  if (kernel?.keepOpen === undefined || !mayBeWarm(options)) return undefined;
  const workers = readWorkerOptions({ executor: options.executor ?? "worker-threads" });
  const { concurrency = workers.concurrency } = options;
  if (!workers.executor.parallel || concurrency !== workers.concurrency) return undefined;
  const start = performance.now();
  let startupSeconds = 0;
  const open = async () => {
    const opened = await openWarmSwarm(workers);
    startupSeconds = (performance.now() - start) / 1000;
    return opened;
  };
  // Another copy of labs keeps swarms of its own.
  const swarm = await kernel.keepOpen(`${import.meta.url} ${workers.executor.name}`, open);
  if (swarm.state !== "open" || !swarm.isIdle) return undefined;
  const { announce = console.log } = options;
  if (announce !== false && kernel.isQuiet !== true && !announced.has(swarm)) {
    announced.add(swarm);
    announce(warmWorkersLine(workers, runtimeStatus()));
  }
  return swarm.start({ ...options, announce }, onResult, startupSeconds);
}

/** Whether a run asks for nothing that warm workers cannot give. */
function mayBeWarm({ swarm, memoryLimit, maxTasksPerWorker, warmUp, engine, runId }: SwarmOptions): boolean {
  const isPlain = memoryLimit === undefined && maxTasksPerWorker === undefined && warmUp === undefined;
  if (engine !== undefined || runId !== undefined) return false;
  return swarm === undefined && isPlain;
}
