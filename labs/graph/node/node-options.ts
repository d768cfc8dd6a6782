import type { ExecutorOption, SwarmOptions } from "../../swarm/index.ts";
import type { ArgumentsOf, InputOf } from "./agent-type.ts";
import type { NodeSwarm, NodeWorkers } from "./node-swarm.ts";

/** The options of a swarm that a node takes as they are; their meaning, units and defaults are those of every swarm. */
export type NodeSwarmOptions = Pick<SwarmOptions, "timeout" | "grace" | "retries" | "policy" | "shared">;

// biome-ignore lint/suspicious/noExplicitAny: the state belongs to the graph; where a node is made, its type is not known yet.
export type AnyState = any;

/**
 * What becomes of the answer. A key of the state: the answer is written there. A function: it makes the update, or a
 * `Command`.
 */
export type NodeOutput<Answer, Key extends string = string, Update = unknown> =
  | Key
  | ((answer: Answer, state: AnyState) => Update);

/**
 * The update of the state that a node makes. `Update` is `never` without a function, and `Key` without an `output`. With a
 * function, TypeScript may infer `string` for `Key`, so that `Update` is looked at first.
 */
export type UpdateOf<Answer, Key extends string, Update> = [Update] extends [never]
  ? [Key] extends [never]
    ? Answer
    : { [Name in Key]: Answer }
  : Awaited<Update>;

/** How one agent type becomes a node. */
export interface NodeOptions<Type> extends NodeSwarmOptions, NodeWorkers {
  /**
   * Where the node's agents run: "worker-threads" for what computes, "event-loop" for what waits, "child-processes" for what
   * is not trusted. @default "worker-threads", or the executor of `swarm`
   */
  readonly executor?: ExecutorOption;
  /**
   * The open swarm that runs the node; its workers are then as it was opened, so `concurrency` and `memoryLimit` are left out.
   * @default one for all nodes of the same executor, concurrency and memory limit, opened at the first run
   */
  readonly swarm?: NodeSwarm;
  /** The arguments of the class's constructor after the id, such as a `KnowledgeBase`, which goes over by reference. @default none */
  readonly args?: ArgumentsOf<Type>;
  /**
   * Whether agents may send partial results: each finds a channel as `context.shared.partials`, and what it sends there is a
   * chunk of the stream mode "custom", see `NodePartial`. Not for processes, which share no memory. @default false
   */
  readonly partials?: boolean;
  /** What tracers call the node's agents. @default the agent type's name */
  readonly runName?: string;
  /** Tags that tracers see on the node's agents. @default none */
  readonly tags?: readonly string[];
}

/** A node that is one agent. */
export interface OneAgentOptions<Type> extends NodeOptions<Type> {
  /**
   * What of the state goes to the agent. A key: its value. Several keys: an object with these. A function: what it
   * returns. @default the whole state
   */
  readonly input?: string | readonly string[] | ((state: AnyState) => InputOf<Type>);
  readonly inputs?: never;
}

/** A node that is one agent for each of several inputs. Its answer is the list of theirs, in the order of the inputs. */
export interface ManyAgentsOptions<Type> extends NodeOptions<Type> {
  /** The inputs, one agent for each. A key: its value, which must be an array. */
  readonly inputs: string | ((state: AnyState) => readonly InputOf<Type>[]);
  readonly input?: never;
}

/** A node that throws when an agent fails: LangGraph.js then aborts the other nodes of the step, and ends the graph. */
export interface Throwing<Answer, Key extends string, Update> {
  /** @default "throw" */
  readonly onFailure?: "throw";
  /** @default the answer itself is the update */
  readonly output?: NodeOutput<Answer, Key, Update>;
}

/** A node that goes on when an agent fails: `{ error }` stands where the answer would stand, and no other node is aborted. */
export interface Settling<Answer, Key extends string, Update> {
  readonly onFailure: "value";
  readonly output: NodeOutput<Answer, Key, Update>;
}
