import { escapeMarkup } from "../../../common/escape-markup.ts";
import { palette } from "../../../dashboard/index.ts";
import type { Incident } from "../../incident.ts";
import { incidentTitle, kindWords, timeOfDay } from "../incident-words.ts";
import { printable } from "../printable.ts";
import type { JudgedTruth, SentinelRecord } from "../sentinel-record.ts";
import { fitted, picture, round } from "./svg.ts";

const ROW_PX = 30;
const FONT_PX = 12.5;
const AXIS_PX = 30;
/** Below this width the labels stand above their bars. */
const NARROW_PX = 500;
const LABEL_PX = 270;
/** More rows are counted in a line. */
const MOST_ROWS = 60;

/** What was injected and what was found for it; one of the two may be missing. */
interface Row {
  readonly label: string;
  readonly truth: { readonly from: number; readonly to: number } | undefined;
  readonly incident: Incident | undefined;
  readonly isFalseAlarm: boolean;
  readonly isHarmless: boolean;
}

/** Incidents over the time of a run: the outline is what the fleet did, the bar is what was reported. */
export function timelineSvg(record: SentinelRecord, width: number): string {
  const rows = rowsOf(record);
  const shown = rows.slice(0, MOST_ROWS);
  const isNarrow = width < NARROW_PX;
  const left = isNarrow ? 4 : LABEL_PX;
  const rowHeight = isNarrow ? ROW_PX + 16 : ROW_PX;
  const from = Math.min(record.startedAt, ...rows.map(({ truth }) => truth?.from ?? record.startedAt));
  const to = Math.max(record.state.clock, from + 1);
  const x = (time: number) =>
    round(left + ((Math.min(Math.max(time, from), to) - from) / (to - from)) * (width - left - 8));
  const height = shown.length * rowHeight + AXIS_PX;
  const marks = axisTimes(from, to, isNarrow ? 3 : 5).map(
    (time, index, all) =>
      `<line x1="${x(time)}" x2="${x(time)}" y1="0" y2="${height - AXIS_PX + 4}" stroke="currentColor" stroke-opacity="0.16"/><text x="${x(time)}" y="${height - 10}" font-size="12" fill="currentColor" text-anchor="${index === 0 ? "start" : index === all.length - 1 ? "end" : "middle"}">${timeOfDay(time).slice(0, 5)}</text>`,
  );
  const bars = shown.map((row, index) => rowSvg(row, { top: index * rowHeight, x, width, isNarrow }));
  return picture(marks.join("") + bars.join(""), width, height, `Timeline: ${rows.map(rowWords).join("; ")}`);
}

/** How many rows the picture leaves out. */
export function hiddenRows(record: SentinelRecord): number {
  return Math.max(0, rowsOf(record).length - MOST_ROWS);
}

function rowsOf({ state, judged }: SentinelRecord): readonly Row[] {
  const found = new Map(state.incidents.map((incident) => [incident.id, incident]));
  const injected = (judged?.injected ?? []).map((truth) => truthRow(truth, found));
  const taken = new Set((judged?.injected ?? []).map(({ incident }) => incident));
  const others = state.incidents
    .filter(({ id }) => !taken.has(id))
    .map(
      (incident): Row => ({
        label: incidentTitle(incident),
        truth: undefined,
        incident,
        isFalseAlarm: judged?.falseAlarms.includes(incident.id) ?? false,
        isHarmless: false,
      }),
    );
  const harmless = (judged?.lookAlikes ?? []).map(
    ({ kind, service, startsAt, endsAt }): Row => ({
      label: `${kindWords(kind)} in ${service}`,
      truth: { from: startsAt, to: endsAt },
      incident: undefined,
      isFalseAlarm: false,
      isHarmless: true,
    }),
  );
  const startOf = ({ truth, incident }: Row) => truth?.from ?? incident?.firstLineAt ?? 0;
  return [...injected, ...others, ...harmless].sort((a, b) => startOf(a) - startOf(b));
}

function truthRow(truth: JudgedTruth, found: ReadonlyMap<string, Incident>): Row {
  const incident = truth.incident === undefined ? undefined : found.get(truth.incident);
  return {
    label: incidentTitle(truth),
    truth: { from: truth.startsAt, to: truth.endsAt },
    incident,
    isFalseAlarm: false,
    isHarmless: false,
  };
}

interface RowPlace {
  readonly top: number;
  readonly x: (time: number) => number;
  readonly width: number;
  readonly isNarrow: boolean;
}

function rowSvg(row: Row, { top, x, width, isNarrow }: RowPlace): string {
  const { truth, incident, isFalseAlarm, isHarmless } = row;
  const barTop = top + (isNarrow ? 20 : 5);
  const barHeight = ROW_PX - 12;
  const middle = barTop + barHeight / 2;
  const ink = isHarmless ? ' fill-opacity="0.75"' : "";
  const label = isNarrow
    ? `<text x="4" y="${top + 13}" font-size="${FONT_PX}" fill="currentColor"${ink}>${fitted(row.label, width - 90, FONT_PX)}</text>`
    : `<text x="${LABEL_PX - 12}" y="${middle}" text-anchor="end" dominant-baseline="central" font-size="${FONT_PX}" fill="currentColor"${ink}>${fitted(row.label, LABEL_PX - 16, FONT_PX)}</text>`;
  const outline =
    truth === undefined
      ? ""
      : `<rect x="${x(truth.from)}" y="${barTop}" width="${round(Math.max(3, x(truth.to) - x(truth.from)))}" height="${barHeight}" rx="4" fill="none" stroke="currentColor" stroke-opacity="0.65" stroke-width="1.4"${isHarmless ? ' stroke-dasharray="3 3"' : ""}/>`;
  const colour = isFalseAlarm ? palette.failure : palette.blue;
  const bar =
    incident === undefined
      ? ""
      : `<rect x="${x(incident.openedAt)}" y="${barTop + 4}" width="${round(Math.max(3, x(incident.resolvedAt ?? Number.POSITIVE_INFINITY) - x(incident.openedAt)))}" height="${barHeight - 8}" rx="3" fill="${colour}"/>`;
  const verdict = verdictOf(row);
  const end = Math.max(
    truth === undefined ? 0 : x(truth.to),
    incident === undefined ? 0 : x(incident.resolvedAt ?? Number.POSITIVE_INFINITY),
  );
  const start = Math.min(
    truth === undefined ? width : x(truth.from),
    incident === undefined ? width : x(incident.openedAt),
  );
  const note =
    verdict === ""
      ? ""
      : isNarrow
        ? `<text x="${width - 8}" y="${top + 13}" text-anchor="end" font-size="12" fill="currentColor">${verdict}</text>`
        : end + 90 < width
          ? `<text x="${end + 7}" y="${middle}" dominant-baseline="central" font-size="12" fill="currentColor">${verdict}</text>`
          : `<text x="${start - 7}" y="${middle}" text-anchor="end" dominant-baseline="central" font-size="12" fill="currentColor">${verdict}</text>`;
  return `<g><title>${escapeMarkup(printable(rowWords(row)))}</title>${label}${outline}${bar}${note}</g>`;
}

function verdictOf({ truth, incident, isFalseAlarm, isHarmless }: Row): string {
  if (isHarmless) return "harmless";
  if (isFalseAlarm) return "✕ false alarm";
  if (truth !== undefined && incident === undefined) return "✕ missed";
  return truth === undefined ? "" : "✓ found";
}

function rowWords(row: Row): string {
  const { truth, incident } = row;
  const times = [
    ...(truth === undefined ? [] : [`from ${timeOfDay(truth.from)} to ${timeOfDay(truth.to)}`]),
    ...(incident === undefined
      ? []
      : [`reported ${timeOfDay(incident.openedAt)} as ${incidentTitle(incident)}`]),
    ...(verdictOf(row) === "" ? [] : [verdictOf(row).replace(/^[✓✕] /, "")]),
  ];
  return `${row.label}, ${times.join(", ")}`;
}

function axisTimes(from: number, to: number, amount: number): readonly number[] {
  return Array.from({ length: amount }, (_, i) => from + ((to - from) * i) / (amount - 1));
}
