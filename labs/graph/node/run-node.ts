import { setMaxListeners } from "node:events";
import { type AgentResult, type AgentTask, agent } from "../../agents/index.ts";
import type { Policy, SwarmRun } from "../../swarm/index.ts";
import { type NodeConfig, nodeName } from "./node-config.ts";
import { errorOfNode, failureOf, refusalOf } from "./node-failure.ts";
import { NodeObserver } from "./node-observer.ts";
import type { NodePlan } from "./node-plan.ts";
import { Partials } from "./partials.ts";

/** Runs the agents of a node and resolves to the update of the state. */
export async function runNode(plan: NodePlan, state: unknown, config: NodeConfig): Promise<unknown> {
  config.signal?.throwIfAborted();
  const node = nodeName(config);
  const inputs = plan.inputs(state);
  const answers = inputs.length === 0 ? [] : await runAgents(plan, node, inputs, config);
  return plan.update(plan.hasManyAgents ? answers : answers[0], state);
}

/** The answers of all agents, with failures as values where the node is to go on. */
async function runAgents(
  plan: NodePlan,
  node: string,
  inputs: readonly unknown[],
  config: NodeConfig,
): Promise<unknown[]> {
  const agents = inputs.map((input, index) => taskOf(plan, input, index + 1));
  const observer = new NodeObserver(plan, node, config, agents);
  const { signal } = config;
  // All nodes of a step listen to one signal, and more than ten would make Node.js warn of a leak.
  if (signal !== undefined) setMaxListeners(0, signal);
  const partials = plan.hasPartials ? new Partials(node, config.writer) : undefined;
  let run: SwarmRun;
  try {
    const { onProgress } = observer;
    const shared = partials && { ...(plan.swarmOptions.shared as object), partials: partials.channel };
    run = await plan.swarm.run({
      ...plan.swarmOptions,
      agents,
      onProgress,
      ...(signal && { signal }),
      ...(shared && { shared }),
    });
  } catch (refusal) {
    const failures = inputs.map((_, index) => refusalOf(refusal, node, plan.agentType, index));
    if (plan.onFailure === "throw") throw refusal;
    return failures;
  } finally {
    await partials?.close();
  }
  await observer.told();
  const { policy } = plan.swarmOptions;
  const results = hasQuorum(run.results, policy) ? run.results.filter(isSuccess) : run.results;
  const failed = results.filter((result) => !result.success);
  // A cancelled graph and an interrupted cell get no update, whatever the node does with failures.
  if (failed.length > 0) signal?.throwIfAborted();
  const interrupted = failed.find(({ error }) => error?.code === "INTERRUPTED");
  if (interrupted !== undefined) throw interrupted.error;
  if (failed.length > 0 && plan.onFailure === "throw") {
    const causes = failed.map(({ error }) => error);
    const failures = failed.map((result) => failureOf(result, node));
    throw errorOfNode(failures, causes, results.length);
  }
  return results.map((result) => (result.success ? result.result : failureOf(result, node)));
}

/** With a quorum, the agents that were stopped because it was reached have not failed. */
function hasQuorum(results: readonly AgentResult[], policy: Policy | undefined): boolean {
  return policy?.kind === "quorum" && results.filter(isSuccess).length >= policy.count;
}

function isSuccess({ success }: AgentResult): boolean {
  return success;
}

function taskOf({ type, args }: NodePlan, input: unknown, agentId: number): AgentTask {
  // What a class accepts is known to its author only, so the arguments are `never` here.
  return agent(
    type as new (
      id: number,
      ...rest: readonly never[]
    ) => { reason(): unknown },
    agentId,
    input as never,
    ...(args as never[]),
  );
}
