import { palette, variantColour } from "../../dashboard/index.ts";
import type { CriticalPath } from "../recording/critical-path.ts";
import type { GraphRecord, NodeRun } from "../recording/graph-record.ts";

/** A node as the picture shows it, over all of its runs. */
export interface NodeSummary {
  readonly node: string;
  /** What the box says. */
  readonly label: string;
  readonly state: "not-run" | "running" | "done" | "failed";
  /** Where it ran: an executor, or "event-loop" for the graph's own thread; undefined when it did not run. */
  readonly executor: string | undefined;
  readonly times: number;
  /** The sum over all runs. */
  readonly seconds: number;
  readonly isCritical: boolean;
  /** Whether some of its agents failed. */
  readonly hasFailedAgents: boolean;
}

/** Summarises every node of a record. */
export function summariseNodes(record: GraphRecord, path: CriticalPath): readonly NodeSummary[] {
  const byNode = Map.groupBy(record.runs, ({ node }) => node);
  const critical = new Set(path.steps.map(({ node }) => node));
  return record.nodes.map((node): NodeSummary => {
    const runs = byNode.get(node) ?? [];
    const isEnd = node.startsWith("__");
    return {
      node,
      label: labelOf(node),
      state: isEnd ? "done" : stateOf(runs),
      executor:
        runs.length === 0 ? undefined : (runs.flatMap(({ agents }) => agents)[0]?.executor ?? "event-loop"),
      times: runs.length,
      seconds: runs.reduce(
        (sum, { startedAt, endedAt = record.totalSeconds }) => sum + endedAt - startedAt,
        0,
      ),
      isCritical: critical.has(node),
      hasFailedAgents: runs.some(({ agents }) => agents.some(({ error }) => error !== null)),
    };
  });
}

/** The name of a node for people. */
export function labelOf(node: string): string {
  return { __start__: "start", __end__: "end" }[node] ?? node;
}

/** The colour of an executor, as in every chart of the course. */
export function executorColour(executor: string | undefined): string {
  return (executor && variantColour(executor)) ?? palette.grey;
}

function stateOf(runs: readonly NodeRun[]): NodeSummary["state"] {
  if (runs.length === 0) return "not-run";
  if (runs.some(({ error }) => error !== null)) return "failed";
  return runs.some(({ endedAt }) => endedAt === undefined) ? "running" : "done";
}
