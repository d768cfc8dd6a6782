import { formatSeconds, formatSpeedup } from "../../common/format-numbers.ts";
import { type Bar, type Lane, lanesOf } from "../timeline/timeline.ts";
import type { LiveState } from "./live-state.ts";

/** A bar of the live view; the `end` of an agent that still runs is the present. */
export interface LiveBar extends Bar {
  readonly running: boolean;
}

/** The numbers of a state, for every form of the view. */
export interface LiveSummary {
  readonly done: number;
  readonly failed: number;
  readonly running: number;
  readonly waiting: number;
  /** The average number of busy workers since the start. */
  readonly busyWorkers: number;
  /** The speedup of the finished agents against running them one after another; null when it is unknown. */
  readonly speedup: number | null;
  readonly lanes: readonly Lane<LiveBar>[];
  /** The end of the time axis in seconds. It grows in steps, so that bars do not shrink with every redraw. */
  readonly axisSeconds: number;
}

/** The label of the lane of agents whose worker is not known yet. */
const UNKNOWN_WORKER = "running";

export function summarise(state: LiveState): LiveSummary {
  const agents = [...state.agents.values()];
  const bars = agents.map((agent) => ({
    agentId: agent.agentId,
    agentType: agent.agentType ?? "",
    worker: agent.worker ?? UNKNOWN_WORKER,
    start: agent.startedAt,
    end: Math.max(agent.startedAt, agent.endedAt ?? state.elapsed),
    failed: agent.status === "failed",
    error: null,
    running: agent.endedAt === null,
  }));
  const lanes = lanesOf(bars, "worker");
  const of = (status: string) => agents.filter((agent) => agent.status === status).length;
  const done = of("done");
  const busy = lanes.reduce((seconds, lane) => seconds + covered(lane), 0);
  return {
    done,
    failed: of("failed"),
    running: of("running") + of("stopping"),
    waiting: state.end === null ? Math.max(0, state.total - agents.length) : 0,
    busyWorkers: state.elapsed > 0 ? busy / state.elapsed : 0,
    speedup: speedupSoFar(state, done),
    lanes,
    axisSeconds: state.end === null ? niceAbove(state.elapsed) : Math.max(state.elapsed, 1e-6),
  };
}

/** The state in one line: "5 of 8 done, 1 failed · 1.20 s · 1.9 workers busy". */
export function summaryLine(state: LiveState, summary: LiveSummary = summarise(state)): string {
  const failed = summary.failed > 0 ? `, ${summary.failed} failed` : "";
  const interrupted = state.end === "interrupted" ? ", interrupted" : "";
  const workers = summary.busyWorkers.toFixed(1) === "1.0" ? "worker" : "workers";
  return [
    `${summary.done} of ${state.total} done${failed}${interrupted}`,
    formatSeconds(state.elapsed),
    `${summary.busyWorkers.toFixed(1)} ${workers} busy`,
    ...(summary.speedup === null ? [] : [`${formatSpeedup(summary.speedup)} so far`]),
  ].join(" · ");
}

/** The sequential time of the finished agents, assuming equal agents, divided by the elapsed time. */
function speedupSoFar({ sequentialSeconds, total, elapsed }: LiveState, done: number): number | null {
  if (sequentialSeconds === null || elapsed <= 0 || done === 0 || total === 0) return null;
  return (sequentialSeconds * (done / total)) / elapsed;
}

/** The seconds in which at least one of a lane's agents ran; the time of overlapping agents is counted once. */
function covered(lane: Lane<LiveBar>): number {
  let seconds = 0;
  let until = 0;
  for (const bar of lane.rows.flat().sort((a, b) => a.start - b.start)) {
    seconds += Math.max(0, bar.end - Math.max(bar.start, until));
    until = Math.max(until, bar.end);
  }
  return seconds;
}

/** The next of 0.1, 0.2, 0.5, 1, 2, 5, 10, … that leaves some room. */
function niceAbove(seconds: number): number {
  const needed = Math.max(seconds * 1.05, 0.1);
  const power = 10 ** Math.floor(Math.log10(needed));
  return (needed <= power ? 1 : needed <= 2 * power ? 2 : needed <= 5 * power ? 5 : 10) * power;
}
