import { availableParallelism } from "node:os";
import { formatMemory } from "../../common/format-numbers.ts";
import { BenchError } from "../bench-error.ts";

/** What a task, its result and its messages take, generously; measured with the workload "tiny". */
const BYTES_PER_AGENT = 8_000;
/** What one worker takes: a process has its own engine. */
const BYTES_PER_WORKER = 60e6;
/** Some of the free memory is left to everybody else. */
const USABLE = 0.8;

/**
 * Refuses a swarm that this machine's free memory cannot hold, before anything starts.
 *
 * @throws BenchError `TOO_LARGE` saying how much it would take, how much there is, and how many agents would do
 */
export function checkMemory(
  agents: number,
  workers = availableParallelism(),
  freeBytes = process.availableMemory(),
): void {
  const needed = agents * BYTES_PER_AGENT + Math.min(agents, workers) * BYTES_PER_WORKER;
  if (needed <= freeBytes * USABLE) return;
  const most = Math.floor((freeBytes * USABLE - workers * BYTES_PER_WORKER) / BYTES_PER_AGENT);
  const instead =
    most > 0 ? `ask for at most ${most.toLocaleString("en")} agents` : "close other programs first";
  throw new BenchError(
    "TOO_LARGE",
    `${agents.toLocaleString("en")} agents would take about ${formatMemory(needed / 1e6)} of memory, but only ${formatMemory(freeBytes / 1e6)} are free: ${instead}.`,
  );
}
