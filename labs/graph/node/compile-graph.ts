import { GraphError } from "../graph-error.ts";
import { checkValue } from "./check-transfer.ts";
import type { NodePlan } from "./node-plan.ts";
import { planOf } from "./on-workers.ts";

/** The members of LangGraph.js's `StateGraph` that are read here. */
export interface GraphToCompile<Compiled> {
  readonly nodes: object;
  /** By key of the state. */
  readonly channels: Readonly<Record<string, unknown>>;
  compile(options?: never): Compiled;
}

/** A channel of LangGraph.js: it makes the first value of a key. */
interface Channel {
  fromCheckpoint?(checkpoint?: undefined): { get(): unknown };
}

/**
 * Compiles a graph, as its own `compile` does, after it has looked at every node of `onWorkers`: the keys that a node
 * reads and writes must be keys of the state, and what the state begins with must be able to go to the node's workers.
 *
 * ```ts
 * const app = compileGraph(graph, { checkpointer });
 * ```
 *
 * @param options as for the graph's own `compile`
 * @throws GraphError UNKNOWN_KEY that names the node, the key and the keys that the state has
 * @throws SwarmError CANNOT_TRANSFER that names the key, when its default cannot be transferred
 */
export function compileGraph<Graph extends GraphToCompile<unknown>>(
  graph: Graph,
  options?: Parameters<Graph["compile"]>[0],
): ReturnType<Graph["compile"]> {
  for (const [name, spec] of Object.entries(graph.nodes)) {
    // LangGraph.js keeps the function of a node in the runnable that it makes of it.
    const plan = planOf((spec as { readonly runnable?: { readonly func?: unknown } }).runnable?.func);
    if (plan !== undefined) checkNode(name, plan, graph.channels);
  }
  // The graph's own method has these types; its general form is typed without options.
  return graph.compile(options as never) as ReturnType<Graph["compile"]>;
}

function checkNode(node: string, plan: NodePlan, channels: GraphToCompile<unknown>["channels"]): void {
  for (const key of plan.reads ?? []) checkKey(node, "reads", key, channels);
  if (plan.writes !== undefined) checkKey(node, "writes", plan.writes, channels);
  if (plan.choosesInput) return;
  for (const key of plan.reads ?? Object.keys(channels)) {
    const { hasDefault, value } = defaultOf(channels[key] as Channel);
    if (hasDefault) checkValue(value, `state.${key}, which the node ${node} reads,`, plan.executor);
  }
}

function checkKey(node: string, verb: string, key: string, channels: object): void {
  if (key in channels) return;
  throw new GraphError(
    "UNKNOWN_KEY",
    `The node ${node} ${verb} the key ${key}, which the state does not have. It has ${Object.keys(channels).join(", ")}.`,
  );
}

function defaultOf(channel: Channel): { hasDefault: boolean; value?: unknown } {
  try {
    const fresh = channel.fromCheckpoint?.();
    return fresh === undefined ? { hasDefault: false } : { hasDefault: true, value: fresh.get() };
  } catch {
    // A channel without a default throws when it is read.
    return { hasDefault: false };
  }
}
