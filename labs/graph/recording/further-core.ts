import { byStep } from "./critical-path.ts";
import type { GraphRecord, RecordedAgent } from "./graph-record.ts";

/** The share of the time below which more agents at once are taken for a moment, as at a hand-over. */
const SHORT_MOMENTS = 0.05;

/** What one more worker would bring. Times are in seconds. */
export interface FurtherCore {
  /** How many agents ran at the same time on workers, short moments aside. */
  readonly workers: number;
  /** What the recorded agents take when they are handed out again to as many workers. */
  readonly planned: number;
  /** The same with one more worker. */
  readonly plannedWithOneMore: number;
  /** How much shorter the graph would be: at most this, when an agent takes as long as it took here. */
  readonly saved: number;
}

/**
 * Estimates what a further core would bring: the agents of each step are handed out, in the order in which they started, to the
 * workers that there were, and to one more. Nodes on the graph's own thread take as long as before. It is a plan and no
 * measurement: cores that share execution units or memory bring less.
 */
export function furtherCore({ runs }: GraphRecord): FurtherCore {
  const workers = mostAtOnce(runs.flatMap(({ agents }) => agents.filter(isOnWorker)));
  let planned = 0;
  let plannedWithOneMore = 0;
  for (const nodes of byStep(runs).values()) {
    const agents = nodes.flatMap((run) => run.agents.filter(isOnWorker));
    const lengths = agents.toSorted((a, b) => a.startedAt - b.startedAt).map(lengthOf);
    const others = nodes.filter((run) => !run.agents.some(isOnWorker));
    const longestOther = Math.max(
      0,
      ...others.map(({ startedAt, endedAt = startedAt }) => endedAt - startedAt),
    );
    planned += Math.max(longestOther, makespan(lengths, workers));
    plannedWithOneMore += Math.max(longestOther, makespan(lengths, workers + 1));
  }
  return { workers, planned, plannedWithOneMore, saved: Math.max(0, planned - plannedWithOneMore) };
}

/** How long jobs take when each goes to the worker that is free first. */
function makespan(lengths: readonly number[], workers: number): number {
  if (lengths.length === 0) return 0;
  const ends: number[] = Array.from({ length: workers }, () => 0);
  for (const length of lengths) {
    const first = ends.indexOf(Math.min(...ends));
    ends[first] = (ends[first] as number) + length;
  }
  return Math.max(...ends);
}

/** How many agents ran at the same time, except for moments that add up to less than a twentieth of the time. */
function mostAtOnce(agents: readonly RecordedAgent[]): number {
  const changes = agents.flatMap(({ startedAt, endedAt }) => [
    { at: startedAt, by: 1 },
    { at: endedAt, by: -1 },
  ]);
  changes.sort((a, b) => a.at - b.at || a.by - b.by);
  /** By number of agents, how many seconds so many ran. */
  const seconds: number[] = [];
  let now = 0;
  for (const [i, { at, by }] of changes.entries()) {
    now += by;
    const until = changes[i + 1]?.at ?? at;
    seconds[now] = (seconds[now] ?? 0) + until - at;
  }
  const busy = seconds.slice(1).reduce((sum, one = 0) => sum + one, 0);
  let moments = 0;
  for (let most = seconds.length - 1; most > 0; most--) {
    moments += seconds[most] ?? 0;
    if (moments >= busy * SHORT_MOMENTS) return most;
  }
  return 0;
}

function isOnWorker({ worker }: RecordedAgent): boolean {
  return worker !== "main" && worker !== "none";
}

function lengthOf({ startedAt, endedAt }: RecordedAgent): number {
  return endedAt - startedAt;
}
