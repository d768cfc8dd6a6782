import { capitalised, count, formatSeconds, formatSpeedup } from "../../common/format-numbers.ts";
import { stopSigns, stopsOf } from "./stop-signs.ts";
import type { Lane, LaneKind, RunTimeline, Timeline } from "./timeline.ts";

/** The point of the picture in one line, claimed only where the numbers bear it out. */
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

/** "8 agents, 1.03 s", with the failures where there are any. */
export function outcome(run: RunTimeline): string {
  if (run.agents === 0) return "no agent ran";
  if (run.failed === run.agents) return `all ${count(run.agents, "agent")} failed`;
  const failures = run.failed > 0 ? `, ${run.failed} failed` : "";
  return `${count(run.agents, "agent")}${failures}, ${formatSeconds(run.totalSeconds)}`;
}

/** "8 agents on 2 threads": what stands below a panel's name. */
export function crew(run: RunTimeline, lanes: LaneKind): string {
  if (run.agents === 0) return "no agent ran";
  const failures = run.failed > 0 ? ` · ${run.failed} failed` : "";
  return `${count(run.agents, "agent")}${lanes === "worker" ? ` on ${places(run)}` : ""}${failures}`;
}

/** "the main thread", "2 threads", "5 processes"; "3 workers" where they are of several kinds. */
function places(run: RunTimeline): string {
  const lanes = run.lanes.filter((lane) => !lane.idle);
  const [first] = lanes;
  if (lanes.length === 1 && first?.label === "main") return "the main thread";
  const kinds = new Set(lanes.map((lane) => lane.label.match(/^(thread|process) \d+$/)?.[1] ?? "worker"));
  const [kind = "worker"] = kinds.size === 1 ? kinds : [];
  return count(lanes.length, kind, kind === "process" ? "processes" : `${kind}s`);
}

/** Every number of the picture in sentences, for who cannot see it. */
export function timelineDescription({ runs }: Timeline): string {
  return runs
    .map(
      (run) =>
        `${[`${run.title}: ${outcome(run)}`, ...run.lanes.map(laneWords), ...stopCounts(run)].join("; ")}.`,
    )
    .join(" ");
}

function laneWords({ label, idle, rows }: Lane): string {
  return idle ? label : `${label} ran ${count(rows.flat().length, "agent")}`;
}

/** "3 agents were asked to stop", "1 agent was killed". */
function stopCounts(run: RunTimeline): string[] {
  const byKind = Map.groupBy(stopsOf(run), ({ kind }) => kind);
  return [...byKind].map(
    ([kind, { length }]) =>
      `${count(length, "agent")} ${length === 1 ? "was" : "were"} ${stopSigns[kind].name}`,
  );
}

/** A run's name inside a sentence. A name of the caller's choice keeps its spelling. */
function inSentence(title: string): string {
  return runNames[title.toLowerCase()] ?? title;
}

const runNames: Readonly<Record<string, string>> = {
  sequential: "one after another",
  "event loop": "the event loop",
  "worker threads": "worker threads",
  "child processes": "child processes",
};
