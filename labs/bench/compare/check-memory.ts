import { availableParallelism } from "node:os";
import { formatMemory } from "../../common/format-numbers.ts";
import { BenchError } from "../bench-error.ts";

/** An upper bound for a task, its result and its messages, measured with the workload "tiny". */
const BYTES_PER_AGENT = 8_000;
/** The memory of one worker process, which has its own engine. */
const BYTES_PER_WORKER = 60e6;
/** The share of the free memory that a swarm may use; the rest is left to other programs. */
const USABLE_SHARE = 0.8;

/**
 * Refuses a swarm that this machine's free memory cannot hold, before anything starts.
 *
 * @throws BenchError `TOO_LARGE`, which names the needed memory, the free memory and the largest number of agents
 */
export function checkMemory(
  agents: number,
  workers = availableParallelism(),
  freeBytes = process.availableMemory(),
): void {
  const needed = agents * BYTES_PER_AGENT + Math.min(agents, workers) * BYTES_PER_WORKER;
  if (needed <= freeBytes * USABLE_SHARE) return;
  const most = Math.floor((freeBytes * USABLE_SHARE - workers * BYTES_PER_WORKER) / BYTES_PER_AGENT);
  const instead =
    most > 0 ? `ask for at most ${most.toLocaleString("en")} agents` : "close other programs first";
  throw new BenchError(
    "TOO_LARGE",
    `${agents.toLocaleString("en")} agents would take about ${formatMemory(needed / 1e6)} of memory, but only ${formatMemory(freeBytes / 1e6)} are free: ${instead}.`,
  );
}
