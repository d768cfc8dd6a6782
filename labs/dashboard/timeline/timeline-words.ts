import { capitalised, count, formatSeconds, formatSpeedup } from "../../common/format-numbers.ts";
import { STOP_SIGNS, stopsOf } from "./stop-signs.ts";
import type { Lane, LaneKind, RunTimeline, Timeline } from "./timeline.ts";
import { runWaitWords } from "./wait-signs.ts";

/** The chart's message in one line, as far as the numbers support it. */
export function timelineTitle(timeline: Timeline): string {
  return capitalised(claim(timeline));
}

function claim({ runs }: Timeline): string {
  const [only] = runs;
  if (only && runs.length === 1) return `${only.title}: ${outcome(only)}`;
  const failed = runs.reduce((sum, run) => sum + run.failed, 0);
  if (failed > 0) return `${count(failed, "agent")} failed: the total times do not compare`;
  if (new Set(runs.map((run) => run.agents)).size > 1) return "The same clock for runs of different size";
  const [fastest, slowest] = [...runs]
    .sort((a, b) => a.totalSeconds - b.totalSeconds)
    .flatMap((run, index, all) => (index === 0 || index === all.length - 1 ? [run] : []));
  if (!fastest || !slowest || fastest.totalSeconds === 0) return "The same agents on one clock";
  const factor = slowest.totalSeconds / fastest.totalSeconds;
  return factor < 1.05
    ? "The same agents take the same time either way"
    : `${fastest.title}: ${formatSpeedup(factor)} as fast as ${inSentence(slowest.title)}`;
}

/** The outcome of a run, such as "8 agents, 2 failed, 1.03 s". */
export function outcome(run: RunTimeline): string {
  if (run.agents === 0) return "no agent ran";
  if (run.failed === run.agents) return `all ${count(run.agents, "agent")} failed`;
  const failures = run.failed > 0 ? `, ${run.failed} failed` : "";
  return `${count(run.agents, "agent")}${failures}, ${formatSeconds(run.totalSeconds)}`;
}

/** The subtitle of a panel, such as "8 agents on 2 threads". */
export function agentsAndWorkers(run: RunTimeline, lanes: LaneKind): string {
  if (run.agents === 0) return "no agent ran";
  const failures = run.failed > 0 ? ` · ${run.failed} failed` : "";
  return `${count(run.agents, "agent")}${lanes === "worker" ? ` on ${workersOf(run)}` : ""}${failures}`;
}

/** The workers of a run: "the main thread", "2 threads", "5 processes"; "3 workers" of several kinds. */
function workersOf(run: RunTimeline): string {
  const lanes = run.lanes.filter((lane) => !lane.idle);
  const [first] = lanes;
  if (lanes.length === 1 && first?.label === "main") return "the main thread";
  const kinds = new Set(lanes.map((lane) => lane.label.match(/^(thread|process) \d+$/)?.[1] ?? "worker"));
  const [kind = "worker"] = kinds.size === 1 ? kinds : [];
  return count(lanes.length, kind, kind === "process" ? "processes" : `${kind}s`);
}

/** The numbers of the picture in sentences, for a screen reader. */
export function timelineDescription({ runs }: Timeline): string {
  return runs
    .map(
      (run) =>
        `${[`${run.title}: ${outcome(run)}`, ...run.lanes.map(laneWords), ...runWaitWords(run), ...stopCounts(run)].join("; ")}.`,
    )
    .join(" ");
}

function laneWords({ label, idle, rows }: Lane): string {
  return idle ? label : `${label} ran ${count(rows.flat().length, "agent")}`;
}

/** The counts of stops, such as "3 agents were asked to stop" and "1 agent was killed". */
function stopCounts(run: RunTimeline): string[] {
  const byKind = Map.groupBy(stopsOf(run), ({ kind }) => kind);
  return [...byKind].map(
    ([kind, { length }]) =>
      `${count(length, "agent")} ${length === 1 ? "was" : "were"} ${STOP_SIGNS[kind].name}`,
  );
}

/** A run's title inside a sentence. A title of the caller's choice is unchanged. */
function inSentence(title: string): string {
  return RUN_NAMES[title.toLowerCase()] ?? title;
}

const RUN_NAMES: Readonly<Record<string, string>> = {
  sequential: "one after another",
  "event loop": "the event loop",
  "worker threads": "worker threads",
  "child processes": "child processes",
};
