/** A key of the state, and its value in a few words. */
export interface StateEntry {
  readonly key: string;
  readonly text: string;
}

/** One agent of a node. Times are in seconds since the graph's start. */
export interface RecordedAgent {
  readonly agentId: number;
  readonly agentType: string;
  readonly executor: string;
  /** The worker that ran it: "main", "thread 3" or "process 4711"; "none" when it never began. */
  readonly worker: string;
  /** When the node asked for it; until `startedAt` it waited for a worker. */
  readonly askedAt: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly error: string | null;
}

/** One run of a node. Times are in seconds since the graph's start. */
export interface NodeRun {
  readonly node: string;
  /** The step of the graph, from 1. All nodes of a step run at the same time, and the next step waits for all of them. */
  readonly step: number;
  readonly startedAt: number;
  /** Undefined while the node runs. */
  readonly endedAt: number | undefined;
  /** What of the state the node was given; of a node that names its keys, only these. */
  readonly read: readonly StateEntry[];
  readonly wrote: readonly StateEntry[];
  readonly error: string | null;
  /** Empty for a node that runs no agents, which runs on the graph's own thread. */
  readonly agents: readonly RecordedAgent[];
}

/** An edge of the drawn graph. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** Whether a function of the graph, or a node's command, decides if it is taken. */
  readonly isConditional: boolean;
  /** How often the run took it. */
  readonly taken: number;
}

/** What happened in one run of a graph. */
export interface GraphRecord {
  readonly title: string;
  /** In the order of the graph, with "__start__" and "__end__". */
  readonly nodes: readonly string[];
  readonly edges: readonly GraphEdge[];
  readonly runs: readonly NodeRun[];
  readonly state: "not-started" | "running" | "finished" | "failed";
  /** Why the graph failed; null otherwise. */
  readonly error: string | null;
  /** The cores of the machine that this process may use. */
  readonly cores: number;
  /** Seconds from the start to the end, or to now while it runs. */
  readonly totalSeconds: number;
}
