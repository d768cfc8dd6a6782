import { formatSeconds, formatSpeedup } from "../../common/format-numbers.ts";
import { type Bar, type Lane, lanesOf } from "../timeline/timeline.ts";
import type { LiveState } from "./live-state.ts";

/** A bar of the live view; `end` is now for an agent that still runs. */
export interface LiveBar extends Bar {
  readonly running: boolean;
}

/** The numbers of a state that every form of the view shows. */
export interface LiveSummary {
  readonly done: number;
  readonly failed: number;
  readonly running: number;
  readonly waiting: number;
  /** Workers busy on average since the start: what of the machine the swarm has used. */
  readonly busyWorkers: number;
  /** Against the same agents one after another, as far as they are done; null where that is not known. */
  readonly speedup: number | null;
  readonly lanes: readonly Lane<LiveBar>[];
  /** End of the time axis in seconds: it grows in steps, so that bars do not shrink with every redraw. */
  readonly axisSeconds: number;
}

/** Label of the lane of agents whose worker is not known yet. */
const unknownWorker = "running";

export function summarise(state: LiveState): LiveSummary {
  const agents = [...state.agents.values()];
  const bars = agents.map((agent) => ({
    agentId: agent.agentId,
    agentType: agent.agentType ?? "",
    worker: agent.worker ?? unknownWorker,
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

/** "5 of 8 done, 1 failed · 1.20 s · 1.9 workers busy": one line that says it all. */
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

/** The share of the sequential time that the finished agents stand for, over the time that has passed. */
function speedupSoFar({ sequentialSeconds, total, elapsed }: LiveState, done: number): number | null {
  if (sequentialSeconds === null || elapsed <= 0 || done === 0 || total === 0) return null;
  return (sequentialSeconds * (done / total)) / elapsed;
}

/** Seconds in which at least one of a lane's agents was at work: agents that overlap on one worker share its time. */
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
