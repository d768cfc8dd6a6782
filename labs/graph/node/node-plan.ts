import { agent } from "../../agents/index.ts";
import { describeValue } from "../../common/describe-value.ts";
import { readOptions } from "../../swarm/index.ts";
import { GraphError } from "../graph-error.ts";
import type { AgentType } from "./agent-type.ts";
import type { AnyState, NodeOptions, NodeSwarmOptions } from "./node-options.ts";
import type { NodeSwarm, NodeWorkers } from "./node-swarm.ts";
import { sharedSwarm } from "./shared-swarm.ts";
import { sliceOf, slicesOf, updateOf } from "./state-slice.ts";

/** The options of a node, validated and completed by their defaults. */
export interface NodePlan {
  readonly type: AgentType;
  readonly agentType: string;
  readonly executor: string;
  readonly swarm: NodeSwarm;
  readonly args: readonly unknown[];
  readonly swarmOptions: NodeSwarmOptions;
  readonly hasManyAgents: boolean;
  /** One input for each agent. */
  readonly inputs: (state: unknown) => readonly unknown[];
  readonly update: (answer: unknown, state: unknown) => unknown;
  readonly onFailure: "throw" | "value";
  readonly runName: string | undefined;
  readonly tags: readonly string[];
  readonly hasPartials: boolean;
  /** The keys of the state that the node reads by name; undefined when it reads all or a function chooses. */
  readonly reads: readonly string[] | undefined;
  /** Whether a function chooses what of the state goes to the agents. */
  readonly choosesInput: boolean;
  /** The key that the node writes by name. */
  readonly writes: string | undefined;
}

/** The options of any node, as they are before they are validated. */
export interface AnyNodeOptions extends Omit<NodeOptions<AgentType>, "args"> {
  readonly args?: readonly unknown[];
  readonly input?: string | readonly string[] | ((state: AnyState) => unknown);
  readonly inputs?: string | ((state: AnyState) => readonly unknown[]);
  readonly onFailure?: "throw" | "value";
  readonly output?: string | ((answer: never, state: AnyState) => unknown);
}

/**
 * Validates the options of a node.
 *
 * @throws GraphError INVALID_ARGUMENT for the node's own options, SwarmError for those of its swarm
 */
export function readNodeOptions(type: AgentType, options: AnyNodeOptions): NodePlan {
  const {
    executor: wanted,
    swarm: given,
    args = [],
    onFailure = "throw",
    output,
    runName,
    tags = [],
  } = options;
  if (given !== undefined && wanted !== undefined && given.executor !== wanted) {
    const problem = `executor is "${wanted}", but the swarm of the node runs on "${given.executor}"`;
    throw new GraphError("INVALID_ARGUMENT", `${problem}: leave one of the two out.`);
  }
  if (onFailure !== "throw" && onFailure !== "value")
    throw invalid("onFailure", '"throw" or "value"', onFailure);
  if (onFailure === "value" && output === undefined)
    throw invalid("output", 'a key of the state or a function when onFailure is "value"', output);
  if (options.inputs !== undefined && options.input !== undefined)
    throw invalid("input", "left out when inputs is given", options.input);
  checkTypes(options);
  if (!Array.isArray(args)) throw invalid("args", "an array of the constructor's arguments", args);
  const executor = given?.executor ?? wanted ?? "worker-threads";
  const { concurrency, memoryLimit, timeout, grace, retries, policy, shared } = options;
  const workers = withoutMissing({ concurrency, memoryLimit });
  const swarmOptions = withoutMissing({ timeout, grace, retries, policy, shared });
  if (given !== undefined && Object.keys(workers).length > 0)
    throw invalid("swarm", "left out when concurrency or memoryLimit is given", given);
  if (options.partials && shared !== undefined && !isPlainObject(shared))
    throw invalid("shared", "an object when partials is true", shared);
  checkSwarmOptions(type, executor, { ...swarmOptions, ...workers });
  const { inputs, input } = options;
  const read = sliceOf(input);
  return {
    type,
    agentType: type.name || "anonymous",
    executor,
    swarm: given ?? sharedSwarm(executor, workers),
    args,
    swarmOptions,
    hasManyAgents: inputs !== undefined,
    inputs: inputs === undefined ? (state) => [read(state)] : slicesOf(inputs),
    update: updateOf(output),
    onFailure,
    runName,
    tags,
    hasPartials: options.partials ?? false,
    reads: keysOf(inputs ?? input),
    choosesInput: typeof (inputs ?? input) === "function",
    writes: typeof output === "string" ? output : undefined,
  };
}

/** Refuses values that would fail in the midst of a run, or would be taken for another choice. */
function checkTypes({ input, inputs, output, swarm, runName, tags }: AnyNodeOptions): void {
  const isName = (value: unknown) => value === undefined || typeof value === "string";
  const isChoice = (value: unknown) => isName(value) || typeof value === "function";
  const areNames = (value: unknown) =>
    Array.isArray(value) && value.every((name) => typeof name === "string");
  if (!isChoice(input) && !areNames(input))
    throw invalid("input", "a key, several keys or a function", input);
  if (!isChoice(inputs)) throw invalid("inputs", "a key of the state or a function", inputs);
  if (!isChoice(output)) throw invalid("output", "a key of the state or a function", output);
  if (swarm !== undefined && typeof swarm?.run !== "function")
    throw invalid("swarm", "an open swarm, from openSwarm(…)", swarm);
  if (!isName(runName)) throw invalid("runName", "a string", runName);
  if (tags !== undefined && !areNames(tags)) throw invalid("tags", "an array of strings", tags);
}

/** The options that have a value, so that the swarm's defaults hold for the others. */
function withoutMissing<Options extends object>(options: Options): WithValues<Options> {
  // Entries have lost the types of the options, which stay the same.
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as WithValues<Options>;
}

type WithValues<Options> = { [Name in keyof Options]?: Exclude<Options[Name], undefined> };

/** Refuses what the node's swarm would refuse at its first run. A quorum depends on the number of inputs, which only the run knows. */
function checkSwarmOptions(type: AgentType, executor: string, options: NodeSwarmOptions & NodeWorkers): void {
  const { policy, ...rest } = options;
  const known = policy === undefined || policy.kind === "quorum" ? {} : { policy };
  readOptions({ agents: [agent(type as () => unknown, 1, undefined)], executor, ...rest, ...known });
}

function keysOf(input: unknown): readonly string[] | undefined {
  if (typeof input === "string") return [input];
  return Array.isArray(input) ? input : undefined;
}

function invalid(option: string, allowed: string, value: unknown): GraphError {
  return new GraphError("INVALID_ARGUMENT", `${option} must be ${allowed}, but is ${describeValue(value)}.`);
}

function isPlainObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
