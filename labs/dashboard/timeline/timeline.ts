import { variantTitle } from "../../common/variant-title.ts";
import { DashboardError } from "../dashboard-error.ts";
import { type ModelWait, waitsOf } from "./model-waits.ts";
import {
  type AgentResultLike,
  type AgentStopLike,
  isSwarmRunLike,
  type SwarmRunLike,
} from "./swarm-run-like.ts";

/** One run, several runs with titles of the caller's choice, or several runs titled after their executors. */
export type TimelineInput = SwarmRunLike | readonly SwarmRunLike[] | Readonly<Record<string, SwarmRunLike>>;

/** The kind of lanes: one for each worker, which shows how busy it was, or one for each agent, which shows its waiting. */
export type LaneKind = "worker" | "agent";

/** The bar of one agent. Times are seconds since the swarm's start. */
export interface Bar {
  readonly agentId: number;
  readonly agentType: string;
  readonly worker: string;
  readonly start: number;
  readonly end: number;
  readonly failed: boolean;
  readonly error: string | null;
}

/** A bar with the moments when its agent was asked to stop and was killed, and with its waits for a model. */
export interface StoppableBar extends Bar {
  readonly stops: readonly AgentStopLike[];
  /** When its agent computed nothing, because it waited for the swarm's language model. */
  readonly waits: readonly ModelWait[];
}

/** A worker (or an agent) with its bars. Bars that overlap in time are in different rows. */
export interface Lane<B extends Bar = Bar> {
  readonly label: string;
  /** Whether this is the lane of the agents that never started, rather than a worker's. */
  readonly idle: boolean;
  readonly rows: readonly (readonly B[])[];
}

export interface RunTimeline {
  readonly title: string;
  readonly totalSeconds: number;
  readonly lanes: readonly Lane<StoppableBar>[];
  readonly agents: number;
  readonly failed: number;
}

/** The content of a timeline, independent of its form. */
export interface Timeline {
  readonly runs: readonly RunTimeline[];
  /** The end of the time axis: the latest moment of all runs, in seconds. */
  readonly endSeconds: number;
  /** The agent types in the order of their first appearance, which is that of their colours. */
  readonly agentTypes: readonly string[];
}

/**
 * Arranges the bars of runs in lanes and rows.
 *
 * @throws DashboardError `NOTHING_TO_SHOW` without a run, `INVALID_ARGUMENT` for a value that is not a run,
 *   `INVALID_TIME` for a time that is not a finite number of seconds, or for an agent that ends before it starts
 */
export function arrangeTimeline(input: TimelineInput, lanes: LaneKind = "worker"): Timeline {
  const runs = namedRuns(input).map(([title, run]) => arrangeRun(title, run, lanes));
  const bars = runs.flatMap((run) => run.lanes.flatMap((lane) => lane.rows.flat()));
  return {
    runs,
    endSeconds: Math.max(...runs.map((run) => run.totalSeconds), ...bars.map((bar) => bar.end)),
    agentTypes: [...new Set(bars.map((bar) => bar.agentType))],
  };
}

function namedRuns(input: TimelineInput): (readonly [title: string, run: SwarmRunLike])[] {
  if (typeof input !== "object" || input === null) {
    throw new DashboardError(
      "INVALID_ARGUMENT",
      `timelineChart() draws a run, but it was given ${describe(input)}: pass what runMultiAgentSystem() resolved to (did you forget an await?).`,
    );
  }
  const named: (readonly [string, unknown])[] = isSwarmRunLike(input)
    ? [[variantTitle(input.executor), input]]
    : Array.isArray(input)
      ? input.map((run, index) => [variantTitle(run?.executor ?? `run ${index + 1}`), run] as const)
      : Object.entries(input);
  if (named.length === 0 && !(input instanceof Promise)) {
    throw new DashboardError("NOTHING_TO_SHOW", "timelineChart() was given no run: pass at least one.");
  }
  if (input instanceof Promise) {
    throw new DashboardError(
      "INVALID_ARGUMENT",
      "timelineChart() was given a promise of a run: await the run first.",
    );
  }
  return named.map(([title, run]) => {
    if (isSwarmRunLike(run)) return [title, run] as const;
    throw new DashboardError(
      "INVALID_ARGUMENT",
      `timelineChart() was given ${describe(run)} under "${title}", which is no run: pass what runMultiAgentSystem() resolved to (did you forget an await?).`,
    );
  });
}

function arrangeRun(title: string, run: SwarmRunLike, kind: LaneKind): RunTimeline {
  if (!Number.isFinite(run.totalSeconds) || run.totalSeconds < 0) {
    throw new DashboardError(
      "INVALID_TIME",
      `The run "${title}" took ${String(run.totalSeconds)} seconds in all, which cannot be drawn: totalSeconds must be a finite number from 0 on.`,
    );
  }
  const stops = Map.groupBy(run.stops ?? [], (stop) => stop.agentId);
  const bars = run.results.map((result) => {
    const bar = toBar(title, result);
    const onBar = stopsOnBar(bar, title, stops.get(result.agentId));
    return { ...bar, stops: onBar, waits: waitsOf(result.model ?? [], bar.start, bar.end) };
  });
  return {
    title,
    totalSeconds: run.totalSeconds,
    lanes: lanesOf(bars, kind),
    agents: bars.length,
    failed: bars.filter((bar) => bar.failed).length,
  };
}

/** Sorts bars into lanes, and the lanes by name; the lane of agents that never started is last, with their number. */
export function lanesOf<B extends Bar>(bars: readonly B[], kind: LaneKind): Lane<B>[] {
  const threads = threadNumbers(bars);
  const byLane = Map.groupBy(bars, (bar) =>
    kind === "agent" ? `agent ${bar.agentId}` : (threads.get(bar.worker) ?? bar.worker),
  );
  return [...byLane.keys()].sort(byLaneName).map((name) => {
    const laneBars = byLane.get(name) ?? [];
    const never = kind === "worker" && name === NO_WORKER;
    return {
      label: never ? `${laneBars.length} never started` : name,
      idle: never,
      rows: packRows(laneBars),
    };
  });
}

/**
 * The threads of a run counted from 1, in the order in which they began to work. Node counts the threads of the whole
 * program, so that a second run would begin with "thread 7".
 */
function threadNumbers(bars: readonly Bar[]): Map<string, string> {
  const threads = new Set(
    [...bars]
      .sort((a, b) => a.start - b.start || COLLATOR.compare(a.worker, b.worker))
      .map(({ worker }) => worker)
      .filter((worker) => /^thread \d+$/.test(worker)),
  );
  return new Map([...threads].map((worker, index) => [worker, `thread ${index + 1}`]));
}

// "thread 2" stands before "thread 10", "main" first, and agents that never started last.
const COLLATOR = new Intl.Collator("en", { numeric: true });
function byLaneName(a: string, b: string): number {
  const rank = (name: string) => (name === "main" ? 0 : name === NO_WORKER ? 2 : 1);
  return rank(a) - rank(b) || COLLATOR.compare(a, b);
}

/** The worker in the result of an agent that never started. */
const NO_WORKER = "none";

function toBar(title: string, result: AgentResultLike): Bar {
  const { startedAt, endedAt } = result;
  const who = `agent ${result.agentId} (${result.agentType}) of the run "${title}"`;
  for (const [name, value] of [
    ["startedAt", startedAt],
    ["endedAt", endedAt],
  ] as const) {
    if (!Number.isFinite(value) || value < 0) {
      throw new DashboardError(
        "INVALID_TIME",
        `${name} of ${who} is ${String(value)}, which cannot be drawn: it must be a finite number of seconds from 0 on.`,
      );
    }
  }
  if (endedAt < startedAt) {
    throw new DashboardError(
      "INVALID_TIME",
      `The ${who} ends at ${endedAt} s, before it starts at ${startedAt} s.`,
    );
  }
  return {
    agentId: result.agentId,
    agentType: result.agentType,
    worker: result.worker || NO_WORKER,
    start: startedAt,
    end: endedAt,
    failed: !result.success,
    error: result.success ? null : (result.error?.message ?? "failed without saying why"),
  };
}

/** The stops of a bar. A stop slightly before the agent's start or after its end is moved to the bar's edge. */
function stopsOnBar(bar: Bar, run: string, stops: readonly AgentStopLike[] = []): AgentStopLike[] {
  const odd = stops.find(({ at }) => !Number.isFinite(at) || at < 0);
  if (odd !== undefined) {
    throw new DashboardError(
      "INVALID_TIME",
      `The stop of agent ${bar.agentId} of the run "${run}" is at ${String(odd.at)}, which cannot be drawn: it must be a finite number of seconds from 0 on.`,
    );
  }
  return stops.map((stop) => ({ ...stop, at: Math.min(Math.max(stop.at, bar.start), bar.end) }));
}

/** Puts each bar, in the order of the starts, into the first row where no bar overlaps it. That gives the fewest rows. */
function packRows<B extends Bar>(bars: readonly B[]): B[][] {
  const rows: B[][] = [];
  for (const bar of [...bars].sort((a, b) => a.start - b.start || a.agentId - b.agentId)) {
    const free = rows.find((row) => (row.at(-1)?.end ?? 0) <= bar.start + CLOCK_TOLERANCE_SECONDS);
    if (free) free.push(bar);
    else rows.push([bar]);
  }
  return rows;
}

/** Two bars of one worker may seem to overlap this much, because two threads read the clock. */
const CLOCK_TOLERANCE_SECONDS = 0.000_05;

function describe(value: unknown): string {
  if (value instanceof Promise) return "a promise";
  if (value === null || typeof value !== "object") return `${String(value)} (${typeof value})`;
  return Array.isArray(value) ? "an array" : "an object without totalSeconds and results";
}
