import { count, formatPercent, formatSeconds } from "../../common/format-numbers.ts";
import type { CriticalPath } from "../recording/critical-path.ts";
import type { FurtherCore } from "../recording/further-core.ts";
import type { GraphRecord } from "../recording/graph-record.ts";
import { labelOf } from "./node-summary.ts";

/** The most nodes of the critical path that are named. */
const MOST_NAMED = 12;

/** The headline: what ran, in how many steps, and how long. */
export function headline({ title, runs, state, error, totalSeconds }: GraphRecord): string {
  if (state === "not-started") return `${title} has not run yet`;
  const steps = new Set(runs.map(({ step }) => step)).size;
  const failed = runs.filter((run) => run.error !== null).length;
  const what = `${count(runs.length, "node")} in ${count(steps, "step")}`;
  const end = {
    running: "running for",
    finished: "done in",
    failed: "failed after",
  }[state];
  const failures = failed > 0 ? `, ${failed} failed` : "";
  return `${title}: ${what}${failures}, ${end} ${formatSeconds(totalSeconds)}${error === null ? "" : ` (${error})`}`;
}

/** The sentences below the picture: the critical path, where the time went, and what a further core would bring. */
export function sentences(record: GraphRecord, path: CriticalPath, further: FurtherCore): readonly string[] {
  if (path.steps.length === 0) return [];
  const names = path.steps.map(({ node }) => labelOf(node));
  const named =
    names.length > MOST_NAMED
      ? [...names.slice(0, MOST_NAMED), `… ${names.length - MOST_NAMED} more`]
      : names;
  return [
    `Critical path: ${named.join(" → ")}. Each step waits for its slowest node.`,
    whereTimeWent(record, path),
    furtherCoreWords(record, further),
  ].filter((sentence) => sentence !== "");
}

function whereTimeWent({ totalSeconds }: GraphRecord, path: CriticalPath): string {
  const share = (seconds: number) =>
    `${formatSeconds(seconds)} (${percent(seconds / Math.max(totalSeconds, 1e-9))})`;
  return `Where the time went on it: ${share(path.working)} working, ${share(path.waitingForWorker)} waiting for a worker, ${share(path.handingOver)} handing over, ${share(path.betweenSteps)} between steps.`;
}

function furtherCoreWords({ totalSeconds, cores }: GraphRecord, { workers, saved }: FurtherCore): string {
  if (workers === 0) return "No agent ran on a worker, so a further core would bring nothing.";
  if (workers > cores) {
    return `Up to ${count(workers, "agent")} shared ${count(cores, "core")}, so this run does not tell what a further core would bring.`;
  }
  const now = `Up to ${count(workers, "agent")} computed at the same time`;
  if (saved < 0.01 * totalSeconds) return `${now}; a further core with a worker would bring nothing.`;
  const most = `${formatSeconds(saved)} (${percent(saved / totalSeconds)})`;
  return `${now}; a further core with a worker would save up to ${most}, if agents took as long as here.`;
}

/** A share of one as a percentage that does not break at the end of a line. */
function percent(share: number): string {
  return formatPercent(100 * share).replace(" ", "\u00a0");
}
