import { count, formatSpeedup } from "../../common/format-numbers.ts";
import { variantTitle } from "../../common/variant-title.ts";
import type { BenchReport, BenchRun, ScalingFit } from "./bench-report.ts";
import { agentCounts, comparedRuns } from "./rows.ts";
import { analyseWinner } from "./winner.ts";

/** The analysis of a report as Markdown: the verdict (unless a headline shows it), reasons, caveats, scaling and notes. */
export function analysisMarkdown(report: BenchReport, { verdict: withVerdict = true } = {}): string {
  const { verdict, winner, caveats } = analyseWinner(report);
  const fits = (report.scaling?.fits ?? [])
    .map((fit) => fitSentence(fit, report))
    .filter((sentence) => sentence !== null);
  return [
    withVerdict ? `**${escapeMarkdown(verdict)}**` : "",
    bullets(winner?.because ?? []),
    section("Keep in mind", caveats),
    section("How it scales", fits),
    section("Also", report.notes ?? []),
    comparison(report),
  ]
    .filter(Boolean)
    .join("\n\n");
}

function comparison(report: BenchReport): string {
  const agents = comparedRuns(report)[0]?.agents;
  if (agents === undefined || agentCounts(report).length < 2) return "";
  return `The comparison is made at ${count(agents, "agent")}; the table has every number of agents that was measured.`;
}

/**
 * A sentence such as "Worker threads: 2 % of the work stays serial, so no number of cores makes it more than 56 times as
 * fast." Nothing is claimed of rows without an interval. The limit is claimed only when several numbers of workers were
 * measured: with one such number the law is not tested, and the loss may as well be the machine's.
 */
function fitSentence(
  { approach, serialShare, contention, coherence }: ScalingFit,
  report: BenchReport,
): string | null {
  const runs = report.runs.filter((run) => run.approach === approach);
  if (serialShare === null || runs.some(({ seconds }) => seconds.low === null || seconds.high === null))
    return null;
  const { cores } = report.machine;
  const workers = new Set(runs.map(({ agents }) => Math.min(agents, cores)).filter((count) => count > 1));
  if (workers.size < 2) return ceilingSentence(runs);
  const limit =
    serialShare > 0
      ? `, so no number of cores makes it more than ${round(1 / serialShare)} times as fast`
      : "";
  const usl = [
    typeof contention === "number" ? `waiting for one another costs ${share(contention)}` : "",
    typeof coherence === "number" ? `keeping one another informed ${share(coherence)}` : "",
  ].filter(Boolean);
  const detail = usl.length > 0 ? ` (${usl.join(", ")})` : "";
  return `${variantTitle(approach)}: ${share(serialShare)} of the work stays serial${limit}${detail}.`;
}

/** A sentence such as "Worker threads: 1.83× with 8 agents, 98 % of what this machine can do." */
function ceilingSentence(runs: readonly BenchRun[]): string | null {
  const run = runs.toSorted((a, b) => b.agents - a.agents)[0];
  if (run?.ofCeiling == null || run.speedup === null || run.failed > 0) return null;
  return `${variantTitle(run.approach)}: ${formatSpeedup(run.speedup)} with ${count(run.agents, "agent")}, ${share(run.ofCeiling)} of what this machine can do.`;
}

function share(value: number): string {
  return `${Number((value * 100).toPrecision(2))} %`;
}

function round(value: number): string {
  return String(value < 10 ? Number(value.toFixed(1)) : Math.round(value));
}

function section(heading: string, sentences: readonly string[]): string {
  return sentences.length > 0 ? `### ${heading}\n\n${bullets(sentences)}` : "";
}

function bullets(sentences: readonly string[]): string {
  return sentences.map((sentence) => `- ${escapeMarkdown(sentence)}`).join("\n");
}

/** Escapes text, such as a name of a report, so that Markdown shows it literally. */
function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_{}[\]<>()#+!|~-]/g, "\\$&");
}
