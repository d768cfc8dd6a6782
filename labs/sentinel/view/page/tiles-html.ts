import { count, formatMemory, formatPercent, formatSeconds } from "../../../common/format-numbers.ts";
import type { SentinelRecord } from "../sentinel-record.ts";
import { number } from "../state-words.ts";
import { text } from "./page-text.ts";

/** The figures of a run, as tiles. */
export function tilesHtml(record: SentinelRecord): string {
  return `<dl class="tiles">${tilesOf(record).map(tileHtml).join("")}</dl>`;
}

type Tile = readonly [name: string, value: string, note: string];

function tileHtml([name, value, note]: Tile): string {
  return `<div><dt>${text(name)}</dt><dd><strong>${text(value)}</strong> <span>${text(note)}</span></dd></div>`;
}

function tilesOf(record: SentinelRecord): readonly Tile[] {
  const { state, samples, judged } = record;
  const { counts, incidents, agents } = state;
  const peak = Math.max(0, ...samples.map(({ linesPerSecond }) => linesPerSecond));
  const memory = Math.max(state.memoryMB, ...samples.map(({ memoryMB }) => memoryMB));
  const mean = state.elapsed > 0 ? counts.lines / state.elapsed : 0;
  const busy = Math.max(0, ...samples.map(({ atWork }) => atWork));
  const open = incidents.filter(({ resolvedAt }) => resolvedAt === undefined).length;
  const lost = counts.shedLines + counts.shedInvestigations;
  return [
    ["Incidents", String(incidents.length), `${open} still open at the end`],
    ...(judged === undefined ? [] : judgedTiles(judged)),
    [
      "From first line to incident",
      formatSeconds(percentile(delays(record), 0.95)),
      `95 % of them, median ${formatSeconds(percentile(delays(record), 0.5))}, by the ${state.isSimulated ? "simulated" : "Sentinel's"} clock`,
    ],
    ["Lines read", number(counts.lines), `${number(mean)} a second, at most ${number(peak)}`],
    [
      "Investigations",
      number(counts.investigations),
      `at most ${busy} of ${agents} agents at once, ${counts.failedAgents} failed`,
    ],
    ["Memory", formatMemory(memory), "of the whole process, at most"],
    [
      "Left out",
      number(lost),
      `${number(counts.shedLines)} lines, ${number(counts.shedInvestigations)} investigations; ${number(counts.unreadable)} unreadable lines`,
    ],
  ];
}

function judgedTiles({
  precision,
  recall,
  injected,
  falseAlarms,
}: NonNullable<SentinelRecord["judged"]>): readonly Tile[] {
  const found = injected.filter(({ incident }) => incident !== undefined).length;
  return [
    ["Recall", formatPercent(recall * 100), `${found} of ${injected.length} injected incidents found`],
    ["Precision", formatPercent(precision * 100), count(falseAlarms.length, "false alarm")],
  ];
}

/** Seconds from the first bad line to the incident, by the Sentinel's clock. */
function delays({ state }: SentinelRecord): readonly number[] {
  return state.incidents.map(({ openedAt, firstLineAt }) => Math.max(0, openedAt - firstLineAt));
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
