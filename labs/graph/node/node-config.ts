/** The members of LangGraph.js's `config` that a node uses. */
export interface NodeConfig {
  /** Aborts when the run is cancelled, when its time is over, and when another node of the step has thrown. */
  readonly signal?: AbortSignal;
  /** Sends a chunk to those who stream with the mode "custom". */
  readonly writer?: (chunk: unknown) => void;
  /** The run's tracers; LangChain's `CallbackManager` when there are any. */
  readonly callbacks?: unknown;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly tags?: readonly string[];
  readonly runName?: string;
}

/** The name of the node in its graph. */
export function nodeName({ metadata, runName }: NodeConfig): string {
  const name = metadata?.langgraph_node ?? runName;
  return typeof name === "string" ? name : "the node";
}
