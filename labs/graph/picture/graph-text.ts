import { formatSeconds } from "../../common/format-numbers.ts";
import { byStep } from "../recording/critical-path.ts";
import type { GraphRecord, NodeRun } from "../recording/graph-record.ts";

/** The most nodes of a step that are listed. */
const MOST_LISTED = 8;

/** The picture as text: a block for each step, a line for each node. */
export function graphText(record: GraphRecord, title: string, sentences: readonly string[]): string {
  const steps = [...byStep(record.runs)].flatMap(([step, runs]) => {
    const left = runs.length - MOST_LISTED;
    return [
      `step ${step}`,
      ...runs.slice(0, MOST_LISTED).map((run) => `  ${nodeLine(run)}`),
      ...(left > 0 ? [`  … and ${left} more`] : []),
    ];
  });
  return [title, ...steps, ...sentences].join("\n");
}

function nodeLine({ node, startedAt, endedAt, agents, error, wrote }: NodeRun): string {
  const workers = [...new Set(agents.map(({ worker }) => worker))];
  const where =
    workers.length === 0 ? "main" : workers.length > 3 ? `${workers.length} workers` : workers.join(", ");
  const failed = agents.filter((agent) => agent.error !== null).length;
  const outcome =
    error !== null
      ? `✕ ${error}`
      : endedAt === undefined
        ? "runs"
        : `wrote ${wrote.map(({ key }) => key).join(", ") || "nothing"}${failed > 0 ? `, ${failed} of ${agents.length} agents failed` : ""}`;
  const time = endedAt === undefined ? "…" : formatSeconds(endedAt - startedAt);
  return `${node} on ${where}: ${time}, ${outcome}`;
}
