import type { Executor } from "./executor.ts";
import type { RuntimeStatus } from "./runtime-status.ts";

/** What the announcement of a swarm depends on. */
export interface Plan {
  readonly executor: Pick<Executor, "name" | "parallel">;
  readonly agents: number;
  readonly concurrency: number;
  readonly status: Pick<RuntimeStatus, "cores" | "node">;
}

/** The line printed at a swarm's start. It says how many agents can compute at the same moment on this machine. */
export function announcement({ executor, agents, concurrency, status: { cores, node } }: Plan): string {
  const together = executor.parallel ? Math.min(agents, concurrency, cores) : 1;
  const who = agents === 1 ? "1 agent" : `${agents} agents`;
  const machine = `Node ${node} on ${cores} ${cores === 1 ? "core" : "cores"}`;
  const on = `${who} on ${executor.name}`;
  if (together > 1) return `✓ Parallel: ${on}, ${together} computing at a time (${machine}).`;
  if (agents === 1 || concurrency === 1) return `One at a time: ${on} (${machine}).`;
  return `Side by side: ${on}, 1 computing at a time (${machine}).`;
}

/** The line printed when workers are opened that stay ready. */
export function warmWorkersLine(
  { executor, concurrency }: { readonly executor: Pick<Executor, "name">; readonly concurrency: number },
  { cores, node }: Pick<RuntimeStatus, "cores" | "node">,
): string {
  const machine = `Node ${node} on ${cores} ${cores === 1 ? "core" : "cores"}`;
  return `Warm workers: ${concurrency} on ${executor.name} stay ready for further runs (${machine}).`;
}
