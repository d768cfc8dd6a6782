import { escapeMarkup } from "../../common/escape-markup.ts";
import { count, formatMemory, formatPercent } from "../../common/format-numbers.ts";
import type { Incident } from "../incident.ts";
import { HEAT_COLOURS, HEAT_WORDS, heatSvg } from "./heat-svg.ts";
import { incidentTitle, severityWord, timeOfDay } from "./incident-words.ts";
import { printable } from "./printable.ts";
import { type Heat, incidentsForList, type SentinelState } from "./sentinel-state.ts";
import { elapsedWords, number, phaseWords, postWord, watchedWords } from "./state-words.ts";

const WIDTH_PX = 700;
const MOST_INCIDENTS = 8;
const LEVELS: readonly Heat[] = [0, 1, 2, 3];

/** A Sentinel as HTML that a notebook shows and replaces: no script, no style sheet. What comes from logs is escaped. */
export function sentinelHtml(state: SentinelState): string {
  const open = state.incidents.filter(({ resolvedAt }) => resolvedAt === undefined).length;
  const rows = incidentsForList(state.incidents).slice(0, MOST_INCIDENTS);
  const more = state.incidents.length - rows.length;
  return `<div style="font-size:13px;line-height:1.5;color:var(--jp-ui-font-color1,currentColor);max-width:${WIDTH_PX + 20}px">
<div style="font-size:14px"><strong>DevOps Sentinel</strong> · ${text(watchedWords(state))} · ${timeOfDay(state.clock)} UTC · ${elapsedWords(state.elapsed)}${phaseWords(state.phase)}</div>
<div style="display:flex;flex-wrap:wrap;gap:4px 22px;margin:4px 0 8px;font-variant-numeric:tabular-nums">${numbers(state).map(figure).join("")}</div>
${heatSvg(state.heat, { width: WIDTH_PX })}
<div style="display:flex;flex-wrap:wrap;gap:2px 16px;margin:4px 0 8px;font-size:12px">${LEVELS.map(legend).join("")}</div>
<div><strong>Incidents</strong>: ${open} open, ${state.incidents.length - open} over</div>
${rows.length === 0 ? "" : `<table style="border-collapse:collapse;margin:2px 0 6px">${rows.map((incident) => row(incident, state)).join("")}</table>`}
${more > 0 ? `<div>… and ${more} more</div>` : ""}
${state.sentences
  .slice(-3)
  .reverse()
  .map((sentence) => `<div>! ${text(sentence)}</div>`)
  .join("\n")}</div>`;
}

function numbers({ counts, linesPerSecond, atWork, agents, waiting, memoryMB }: SentinelState) {
  const shed = counts.shedLines + counts.shedInvestigations;
  return [
    ["lines a second", number(linesPerSecond)],
    ["lines", number(counts.lines)],
    ["agents at work", `${atWork} of ${agents}`],
    ["waiting", number(waiting)],
    ["investigations", number(counts.investigations)],
    ["memory", formatMemory(memoryMB)],
    ...(shed > 0 ? [["shed", number(shed)]] : []),
  ] as const;
}

function figure([name = "", value = ""]: readonly string[]): string {
  return `<span><strong style="font-size:15px">${value}</strong> ${name}</span>`;
}

function legend(level: Heat): string {
  return `<span><span aria-hidden="true" style="display:inline-block;width:10px;height:10px;border-radius:2px;background:${HEAT_COLOURS[level]};margin-right:5px"></span>${HEAT_WORDS[level]}</span>`;
}

function row(incident: Incident, { posts }: SentinelState): string {
  const { id, severity, affected, confidence, firstLineAt, resolvedAt } = incident;
  const post = posts.find((one) => one.incident === id);
  const cells = [
    resolvedAt === undefined ? "● open" : "○ over",
    text(incidentTitle(incident)),
    severityWord(severity),
    count(affected.length, "service"),
    `${formatPercent(confidence * 100)} sure`,
    timeOfDay(firstLineAt),
    post === undefined ? "" : `${post.destination}: ${postWord(post.state)}`,
  ];
  return `<tr>${cells.map((cell) => `<td style="text-align:left;padding:1px 12px 1px 0;white-space:nowrap">${cell}</td>`).join("")}</tr>`;
}

function text(value: string): string {
  return escapeMarkup(printable(value));
}
