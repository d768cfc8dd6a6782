import { count, formatSeconds, formatSpeedup } from "../../common/format-numbers.ts";
import { type Bar, type Lane, lanesOf } from "../timeline/timeline.ts";
import { begunAgents } from "./begun-agents.ts";
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
  /** How many workers run an agent now. Agents that share the event loop keep one worker busy. */
  readonly busyNow: number;
  /** The average number of busy workers since the start. */
  readonly busyOnAverage: number;
  /** The speedup of the finished agents against running them one after another; null when it is unknown. */
  readonly speedup: number | null;
  readonly lanes: readonly Lane<LiveBar>[];
  /** The end of the time axis in seconds. It grows in steps, so that bars do not shrink with every redraw. */
  readonly axisSeconds: number;
}

/** The label of the lanes of agents whose worker is not known. Each row is a worker then. */
const UNKNOWN_WORKER = "running";

export function summarise(state: LiveState): LiveSummary {
  const agents = begunAgents([...state.agents.values()]);
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
  const busy = workersOf(lanes);
  return {
    done,
    failed: of("failed"),
    running: of("running") + of("stopping"),
    waiting: state.end === null ? Math.max(0, state.total - agents.length) : 0,
    busyNow: state.end === null ? busy.filter((bars) => bars.some(({ running }) => running)).length : 0,
    busyOnAverage:
      state.elapsed > 0 ? busy.reduce((seconds, bars) => seconds + covered(bars), 0) / state.elapsed : 0,
    speedup: speedupSoFar(state, done),
    lanes,
    axisSeconds: state.end === null ? niceAbove(state.elapsed) : Math.max(state.elapsed, 1e-6),
  };
}

/**
 * The state in one line: "5 of 8 done, 1 failed · 1.20 s · 2 workers busy".
 *
 * @param when whether the line says how many workers are busy now, or on average. At the end it is the average.
 */
export function summaryLine(
  state: LiveState,
  summary: LiveSummary = summarise(state),
  when: "now" | "on average" = "now",
): string {
  const failed = summary.failed > 0 ? `, ${summary.failed} failed` : "";
  const interrupted = state.end === "interrupted" ? ", interrupted" : "";
  return [
    `${summary.done} of ${state.total} done${failed}${interrupted}`,
    formatSeconds(state.elapsed),
    when === "now" && state.end === null ? `${count(summary.busyNow, "worker")} busy` : averageWords(summary),
    ...(summary.speedup === null ? [] : [`${formatSpeedup(summary.speedup)} so far`]),
  ].join(" · ");
}

function averageWords({ busyOnAverage }: LiveSummary): string {
  const number = busyOnAverage.toFixed(1);
  return `${number} ${number === "1.0" ? "worker" : "workers"} busy on average`;
}

/** The sequential time of the finished agents, assuming equal agents, divided by the elapsed time. */
function speedupSoFar({ sequentialSeconds, total, elapsed }: LiveState, done: number): number | null {
  if (sequentialSeconds === null || elapsed <= 0 || done === 0 || total === 0) return null;
  return (sequentialSeconds * (done / total)) / elapsed;
}

/** The bars of each worker. */
function workersOf(lanes: readonly Lane<LiveBar>[]): (readonly LiveBar[])[] {
  return lanes.flatMap((lane) => (lane.label === UNKNOWN_WORKER ? lane.rows : [lane.rows.flat()]));
}

/** The seconds in which at least one of a worker's agents ran; the time of overlapping agents is counted once. */
function covered(bars: readonly LiveBar[]): number {
  let seconds = 0;
  let until = 0;
  for (const bar of bars.toSorted((a, b) => a.start - b.start)) {
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
