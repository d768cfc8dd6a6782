import { availableParallelism } from "node:os";
import { errorMessage } from "../../common/error-message.ts";
import type { MimeBundle } from "../../dashboard/index.ts";
import { AGENT_ENDED, type AgentListener, type AgentSpan } from "../node/agent-listener.ts";
import { planOf } from "../node/on-workers.ts";
import { type GraphPicture, graphPicture } from "../picture/graph-picture.ts";
import { commandDestinations, destinationsOf, updateIn } from "./destinations.ts";
import { EdgeCounter } from "./edge-counter.ts";
import type { GraphRecord, NodeRun, RecordedAgent } from "./graph-record.ts";
import type { DrawnGraph, Recordable } from "./recordable.ts";
import { stateEntries } from "./state-entries.ts";

const MIME = Symbol.for("swarmlab.mime");

/** A run of a node while it goes on. */
type OpenRun = { -readonly [Key in keyof NodeRun]: NodeRun[Key] } & { agents: RecordedAgent[] };

/** What LangGraph.js says about a run of a node. */
interface NodeMetadata {
  readonly langgraph_node?: string;
  readonly langgraph_step?: number;
  readonly langgraph_triggers?: readonly string[];
}

/**
 * Records one run of a graph: when each node ran and on which worker, what it read and wrote, and which edges were taken. It is a
 * tracer of LangChain, so it is passed as one of the graph's `callbacks`. A second run replaces the first. A notebook draws
 * a recording that is a cell's last value.
 */
export class GraphRecording implements AgentListener {
  /** LangChain takes an object with a name as a tracer of its own kind. */
  readonly name = "swarmlab recording";
  /** The graph waits for this tracer, so that a node that blocks the thread has the right start. */
  readonly awaitHandlers = true;
  readonly raiseError = false;
  readonly #title: string;
  readonly #drawn: DrawnGraph;
  readonly #onChange: () => void;
  /** By node, the keys of the state that it reads; missing when it may read all. */
  readonly #reads: ReadonlyMap<string, readonly string[]>;
  #edges: EdgeCounter;
  readonly #runs = new Map<string, OpenRun>();
  /** The parent of each run below a node. */
  readonly #parents = new Map<string, string>();
  /** The runs of agents, whose answers are no decisions of the graph. */
  readonly #agents = new Set<string>();
  #rootId: string | undefined;
  #startTime = 0;
  #endTime: number | undefined;
  #error: string | null = null;

  constructor(title: string, drawn: DrawnGraph, builder: unknown, onChange: () => void) {
    this.#title = title;
    this.#drawn = drawn;
    this.#onChange = onChange;
    this.#reads = readsOf(builder);
    this.#edges = new EdgeCounter(drawn.edges);
  }

  /** What was recorded so far. */
  get record(): GraphRecord {
    const end = this.#endTime ?? performance.now() / 1000;
    return {
      title: this.#title,
      nodes: Object.keys(this.#drawn.nodes),
      edges: this.#edges.edges(),
      runs: [...this.#runs.values()].map((run) => ({ ...run, agents: [...run.agents] })),
      state: this.#state(),
      error: this.#error,
      cores: availableParallelism(),
      totalSeconds: this.#rootId === undefined ? 0 : end - this.#startTime,
    };
  }

  /** The picture of what was recorded so far. */
  get picture(): GraphPicture {
    return graphPicture(this.record);
  }

  [MIME](): MimeBundle {
    return this.picture.bundle;
  }

  toString(): string {
    return this.picture.text;
  }

  /** Called by LangChain. */
  handleChainStart(
    _chain: unknown,
    inputs: unknown,
    runId: string,
    parentRunId?: string,
    tags: readonly string[] = [],
    metadata: Record<string, unknown> = {},
    _runType?: string,
    runName?: string,
  ): void {
    const isPart =
      parentRunId !== undefined && (parentRunId === this.#rootId || this.#parents.has(parentRunId));
    if (!isPart) {
      // A subgraph's root is part of its node's run; every other one starts a new recording.
      if (this.#endTime !== undefined || this.#rootId === undefined) this.#begin(runId);
      return;
    }
    this.#parents.set(runId, parentRunId);
    if (metadata.swarmlab_agent !== undefined) this.#agents.add(runId);
    const {
      langgraph_node: node,
      langgraph_step: step = 0,
      langgraph_triggers: triggers = [],
    } = metadata as NodeMetadata;
    if (parentRunId !== this.#rootId || node === undefined || node !== runName) return;
    if (tags.includes("langsmith:hidden")) return;
    this.#edges.started(node, step, triggers);
    this.#runs.set(runId, {
      node,
      step,
      startedAt: this.#now(),
      endedAt: undefined,
      read: stateEntries(inputs, this.#reads.get(node)),
      wrote: [],
      error: null,
      agents: [],
    });
    this.#onChange();
  }

  /** Called by LangChain. */
  handleChainEnd(outputs: unknown, runId: string): void {
    if (runId === this.#rootId) {
      this.#end();
      return;
    }
    const run = this.#runs.get(runId);
    if (run !== undefined) {
      run.endedAt = this.#now();
      run.wrote = stateEntries(updateIn(outputs));
      this.#edges.decided(run.node, commandDestinations(outputs));
      this.#edges.ended(run.node, run.step);
      this.#onChange();
    } else {
      // LangGraph.js runs the function of a conditional edge below its node, and names where it decided to go.
      const parent = this.#runs.get(this.#parents.get(runId) ?? "");
      const decision: unknown = (outputs as { output?: unknown } | undefined)?.output;
      const isAgent = this.#agents.delete(runId);
      if (parent !== undefined && parent.endedAt === undefined && decision !== undefined && !isAgent)
        this.#edges.decided(parent.node, destinationsOf(decision));
    }
    this.#parents.delete(runId);
  }

  /** Called by LangChain. */
  handleChainError(error: unknown, runId: string): void {
    if (runId === this.#rootId) {
      this.#error = errorMessage(error);
      this.#end();
      return;
    }
    const run = this.#runs.get(runId);
    this.#parents.delete(runId);
    this.#agents.delete(runId);
    if (run === undefined) return;
    run.endedAt = this.#now();
    run.error = errorMessage(error);
    this.#onChange();
  }

  /** Called by a node on workers. */
  [AGENT_ENDED]({ nodeRunId, askedAt, startedAt, endedAt, ...agent }: AgentSpan): void {
    const run = this.#nodeOf(nodeRunId);
    const since = (time: number) => time - this.#startTime;
    run?.agents.push({
      ...agent,
      askedAt: since(askedAt),
      startedAt: since(startedAt),
      endedAt: since(endedAt),
    });
    this.#onChange();
  }

  #begin(rootId: string): void {
    this.#rootId = rootId;
    this.#startTime = performance.now() / 1000;
    this.#endTime = undefined;
    this.#error = null;
    this.#runs.clear();
    this.#parents.clear();
    this.#agents.clear();
    this.#edges = new EdgeCounter(this.#drawn.edges);
    this.#onChange();
  }

  #end(): void {
    this.#endTime = performance.now() / 1000;
    this.#parents.clear();
    this.#onChange();
  }

  /** The run of the graph's own node, above runs of subgraphs and of the user's functions. */
  #nodeOf(runId: string): OpenRun | undefined {
    for (let id: string | undefined = runId; id !== undefined; id = this.#parents.get(id)) {
      const run = this.#runs.get(id);
      if (run !== undefined) return run;
    }
    return undefined;
  }

  #now(): number {
    return performance.now() / 1000 - this.#startTime;
  }

  #state(): GraphRecord["state"] {
    if (this.#rootId === undefined) return "not-started";
    if (this.#endTime === undefined) return "running";
    return this.#error === null ? "finished" : "failed";
  }
}

/**
 * Prepares a recording of a graph.
 *
 * ```ts
 * const recording = await recordGraph(app);
 * await app.invoke(input, { callbacks: [recording] });
 * recording; // in a notebook, the picture
 * await writeFile("graph.html", recording.picture.page);
 * ```
 *
 * @param app the compiled graph
 * @param options.title the headline of the picture. @default the graph's name
 * @param options.onChange called when something was recorded
 */
export async function recordGraph(
  app: Recordable,
  options: { readonly title?: string; readonly onChange?: () => void } = {},
): Promise<GraphRecording> {
  const { title = app.getName?.() ?? "The graph", onChange = () => {} } = options;
  return new GraphRecording(title, await app.getGraphAsync(), app.builder, onChange);
}

function readsOf(builder: unknown): ReadonlyMap<string, readonly string[]> {
  const { nodes = {} } = (builder ?? {}) as { nodes?: Readonly<Record<string, unknown>> };
  const known = Object.entries(nodes).flatMap(([name, spec]) => {
    const reads = planOf((spec as { runnable?: { func?: unknown } }).runnable?.func)?.reads;
    return reads === undefined ? [] : [[name, reads] as const];
  });
  return new Map(known);
}
