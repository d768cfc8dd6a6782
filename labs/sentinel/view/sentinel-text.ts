import { styleText } from "node:util";
import { count, formatMemory, formatPercent } from "../../common/format-numbers.ts";
import type { Incident } from "../incident.ts";
import { kindWords, severityWord, timeOfDay } from "./incident-words.ts";
import { printable } from "./printable.ts";
import { type Heat, incidentsForList, type SentinelState } from "./sentinel-state.ts";
import { elapsedWords, number, phaseWords, postWord, watchedWords } from "./state-words.ts";

/** The room that a view has, and whether it may use colours. */
export interface TextRoom {
  readonly columns: number;
  readonly lines: number;
  /** @default false */
  readonly hasColour?: boolean;
}

const MOST_HEAT_ROWS = 7;
/** Lines beside the heat map: the head, the numbers, the incidents' title, two incidents, a sentence. */
const OTHER_LINES = 6;

const CELLS: Readonly<Record<Heat, string>> = { 0: "·", 1: "▪", 2: "▒", 3: "█" };
const COLOURS = { 0: "gray", 1: "yellow", 2: "magenta", 3: "red" } as const;

/** A Sentinel as lines for a terminal: what it watches, a heat map of the services, agents at work, incidents. */
export function sentinelText(state: SentinelState, room: Partial<TextRoom> = {}): string[] {
  const { columns = 100, lines = 16, hasColour = false } = room;
  const heat = heatRows(
    state.heat,
    columns,
    Math.max(1, Math.min(MOST_HEAT_ROWS, lines - OTHER_LINES)),
    hasColour,
  );
  const open = state.incidents.filter(({ resolvedAt }) => resolvedAt === undefined).length;
  const sentences = state.sentences.slice(-1).map((sentence) => `! ${sentence}`);
  const title = `Incidents: ${open} open, ${state.incidents.length - open} over`;
  const left = Math.max(1, lines - heat.length - 3 - sentences.length);
  const incidents = incidentsForList(state.incidents).slice(0, left);
  const plain = (line: string) => shorten(printable(line), columns);
  return [
    plain(headLine(state, columns)),
    plain(numbersLine(state, columns)),
    ...heat,
    plain(title),
    ...incidents.map((incident) => coloured(plain(incidentLine(incident, state)), incident, hasColour)),
    ...sentences.map(plain),
  ];
}

/** One line for a pipe: where it stands. */
export function sentinelLine(state: SentinelState): string {
  const open = state.incidents.filter(({ resolvedAt }) => resolvedAt === undefined).length;
  return printable(
    `${timeOfDay(state.clock)} UTC: ${number(state.counts.lines)} lines read, ${number(state.linesPerSecond)} a second, ${count(state.counts.investigations, "investigation")}, ${count(open, "incident")} open, ${state.incidents.length - open} over, ${formatMemory(state.memoryMB)}${phaseWords(state.phase)}`,
  );
}

/** What is watched does not change: in a narrow room it goes before the time does. */
function headLine(state: SentinelState, columns: number): string {
  const now = `${timeOfDay(state.clock)} UTC · ${elapsedWords(state.elapsed)}${phaseWords(state.phase)}`;
  const line = `DevOps Sentinel · ${watchedWords(state)} · ${now}`;
  return printable(line).length <= columns ? line : `DevOps Sentinel · ${now}`;
}

function numbersLine(state: SentinelState, columns: number): string {
  const { counts, linesPerSecond, atWork, agents, waiting, memoryMB } = state;
  const shed = counts.shedLines + counts.shedInvestigations;
  const parts = [
    `${number(linesPerSecond)} lines/s`,
    `${number(counts.lines)} lines`,
    `agents ${atWork} of ${agents} at work, ${waiting} waiting`,
    `${counts.investigations} investigations`,
    formatMemory(memoryMB),
    ...(shed > 0 ? [`${number(shed)} shed`] : []),
    ...(counts.unreadable > 0 ? [`${number(counts.unreadable)} unreadable`] : []),
  ];
  while (parts.length > 2 && parts.join(" · ").length > columns) parts.splice(1, 1);
  return parts.join(" · ");
}

function incidentLine(incident: Incident, { posts }: SentinelState): string {
  const { kind, service, severity, affected, confidence, firstLineAt, resolvedAt, id } = incident;
  const sign = resolvedAt === undefined ? "●" : "○";
  const post = posts.find((one) => one.incident === id);
  const posted = post === undefined ? "" : ` · ${post.destination}: ${postWord(post.state)}`;
  return `${sign} ${kindWords(kind)} in ${service} · ${severityWord(severity)} · ${count(affected.length, "service")} · ${formatPercent(confidence * 100)} sure · since ${timeOfDay(firstLineAt)}${posted}`;
}

/** The services as rows of cells. Where there are more services than cells, a cell shows the hottest of its services. */
export function heatRows(heat: readonly Heat[], columns: number, rows: number, hasColour: boolean): string[] {
  const share = Math.max(1, Math.ceil(heat.length / (columns * rows)));
  const cells: Heat[] = [];
  for (let i = 0; i < heat.length; i += share) cells.push(Math.max(...heat.slice(i, i + share)) as Heat);
  const lines: string[] = [];
  for (let i = 0; i < cells.length; i += columns)
    lines.push(heatLine(cells.slice(i, i + columns), hasColour));
  return lines;
}

function heatLine(cells: readonly Heat[], hasColour: boolean): string {
  if (!hasColour) return cells.map((cell) => CELLS[cell]).join("");
  let line = "";
  for (let i = 0, end = 0; i < cells.length; i = end) {
    const cell = cells[i] as Heat;
    while (end < cells.length && cells[end] === cell) end++;
    line += styleText(COLOURS[cell], CELLS[cell].repeat(end - i), { validateStream: false });
  }
  return line;
}

function coloured(line: string, { severity, resolvedAt }: Incident, hasColour: boolean): string {
  if (!hasColour) return line;
  const colour = resolvedAt !== undefined ? "gray" : severity <= 2 ? "red" : "yellow";
  return styleText(colour, line, { validateStream: false });
}

function shorten(line: string, columns: number): string {
  const characters = [...line];
  return characters.length <= columns ? line : `${characters.slice(0, columns - 1).join("")}…`;
}
