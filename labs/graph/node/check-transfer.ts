import { Channel } from "../../sharing/index.ts";
import { findExecutor, SwarmError } from "../../swarm/index.ts";
import { Serializer } from "../../swarm/transfer/index.ts";
import type { NodePlan } from "./node-plan.ts";

/**
 * Refuses a node whose agents cannot be transferred to a worker, before the graph has run.
 *
 * @throws SwarmError CANNOT_TRANSFER that names the class, function or value
 */
export function checkTransfer(plan: NodePlan): void {
  const { type, agentType, args, swarmOptions, executor, hasPartials } = plan;
  // Executors that are not parallel run agents where they were made.
  if (!findExecutor(executor).parallel) return;
  const serializer = new Serializer();
  serializer.add(type as (...args: never[]) => unknown, agentType);
  serializer.bundle();
  if (hasPartials) checkValue(new Channel(), `the channel of partials of ${agentType}`, executor);
  checkValue(swarmOptions.shared, `shared of ${agentType}`, executor);
  for (const [i, value] of args.entries()) checkValue(value, `args[${i}] of ${agentType}`, executor);
}

/**
 * Refuses one value that cannot be transferred to a worker of this executor.
 *
 * @param path how a reader would write the value
 * @throws SwarmError CANNOT_TRANSFER that names the value
 */
export function checkValue(value: unknown, path: string, executor: string): void {
  if (!findExecutor(executor).parallel) return;
  const serializer = new Serializer();
  serializer.addValue(value, path);
  if (serializer.bundle().data.usesSharing && executor === "child-processes") {
    throw new SwarmError(
      "CANNOT_TRANSFER",
      `${path} works on shared memory, which no other process can share; use the executor "worker-threads".`,
    );
  }
}
