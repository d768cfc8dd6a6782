import type { AgentType, AnswerOf } from "./agent-type.ts";
import { checkTransfer } from "./check-transfer.ts";
import type { NodeConfig } from "./node-config.ts";
import type { NodeFailure } from "./node-failure.ts";
import type {
  AnyState,
  ManyAgentsOptions,
  OneAgentOptions,
  Settling,
  Throwing,
  UpdateOf,
} from "./node-options.ts";
import { type AnyNodeOptions, type NodePlan, readNodeOptions } from "./node-plan.ts";
import { runNode } from "./run-node.ts";

/** A node of a LangGraph.js graph whose agents run on workers. */
export type WorkerNode<Update> = (state: AnyState, config?: NodeConfig) => Promise<Update>;

/** An answer, or what stands for one. */
type Settled<Answer> = Answer | NodeFailure;

const plans = new WeakMap<object, NodePlan>();

/** The plan of a node that `onWorkers` made; undefined for every other node. */
export function planOf(node: unknown): NodePlan | undefined {
  return typeof node === "function" ? plans.get(node) : undefined;
}

/**
 * Makes a node of a LangGraph.js graph from an agent type: the agent runs on a warm swarm instead of the graph's own thread,
 * so that nodes of one step compute at the same time and the event loop stays free.
 *
 * The node stops when the graph's signal aborts: it is asked first, and killed after the grace period. Its progress and the
 * answers of its agents are chunks of the stream mode "custom", see {@link NodeProgress}.
 *
 * ```ts
 * new StateGraph(State)
 *   .addNode("analyse", onWorkers(DataAnalyst, { input: "amount", output: "sum" }))
 *   .addNode("fetch", onWorkers(Fetcher, { executor: "event-loop", output: "page" }))
 * ```
 *
 * @throws SwarmError CANNOT_TRANSFER here, and not when the graph runs, when the agent type or an argument cannot be
 *   transferred to a worker; it names what and says what to do
 * @throws GraphError INVALID_ARGUMENT for an option that is invalid
 */
export function onWorkers<Type extends AgentType, const Key extends string = never, Update = never>(
  type: Type,
  options: ManyAgentsOptions<Type> & Settling<Settled<AnswerOf<Type>>[], Key, Update>,
): WorkerNode<UpdateOf<Settled<AnswerOf<Type>>[], Key, Update>>;
export function onWorkers<Type extends AgentType, const Key extends string = never, Update = never>(
  type: Type,
  options: ManyAgentsOptions<Type> & Throwing<AnswerOf<Type>[], Key, Update>,
): WorkerNode<UpdateOf<AnswerOf<Type>[], Key, Update>>;
export function onWorkers<Type extends AgentType, const Key extends string = never, Update = never>(
  type: Type,
  options: OneAgentOptions<Type> & Settling<Settled<AnswerOf<Type>>, Key, Update>,
): WorkerNode<UpdateOf<Settled<AnswerOf<Type>>, Key, Update>>;
export function onWorkers<Type extends AgentType, const Key extends string = never, Update = never>(
  type: Type,
  options?: OneAgentOptions<Type> & Throwing<AnswerOf<Type>, Key, Update>,
): WorkerNode<UpdateOf<AnswerOf<Type>, Key, Update>>;
export function onWorkers(type: AgentType, options: AnyNodeOptions = {}): WorkerNode<unknown> {
  const plan = readNodeOptions(type, options);
  checkTransfer(plan);
  const node = (state: unknown, config: NodeConfig = {}) => runNode(plan, state, config);
  plans.set(node, plan);
  return node;
}
