import { elapsedWords } from "../state-words.ts";
import { picture, round, ticksUpTo } from "./svg.ts";

const HEIGHT_PX = 150;
const LEFT_PX = 58;
const TOP_PX = 10;
const BOTTOM_PX = 24;
const FONT_PX = 12;

export interface Series {
  /** What a screen reader says. */
  readonly label: string;
  readonly colour: string;
  /** Elapsed seconds and the value. */
  readonly points: readonly (readonly [seconds: number, value: number])[];
  readonly format: (value: number) => string;
}

/** A quantity over the time of a run, as an area. */
export function seriesSvg({ label, colour, points, format }: Series, width: number): string {
  const end = Math.max(1, points.at(-1)?.[0] ?? 1);
  const ticks = ticksUpTo(Math.max(...points.map(([, value]) => value), 0));
  const top = ticks.at(-1) ?? 1;
  const bottom = HEIGHT_PX - BOTTOM_PX;
  const x = (seconds: number) => round(LEFT_PX + (seconds / end) * (width - LEFT_PX - 8));
  const y = (value: number) => round(bottom - (value / top) * (bottom - TOP_PX));
  const grid = ticks.map(
    (value) =>
      `<line x1="${LEFT_PX}" x2="${width - 8}" y1="${y(value)}" y2="${y(value)}" stroke="currentColor" stroke-opacity="0.16"/><text x="${LEFT_PX - 8}" y="${y(value)}" text-anchor="end" dominant-baseline="central" font-size="${FONT_PX}" fill="currentColor">${format(value)}</text>`,
  );
  const line = points.map(([seconds, value]) => `${x(seconds)} ${y(value)}`).join("L");
  const first = points[0]?.[0] ?? 0;
  const area =
    points.length < 2
      ? ""
      : `<path d="M${x(first)} ${bottom}L${line}L${x(end)} ${bottom}z" fill="${colour}" fill-opacity="0.18"/><path d="M${line}" fill="none" stroke="${colour}" stroke-width="2" stroke-linejoin="round"/>`;
  const axis = `<text x="${LEFT_PX}" y="${HEIGHT_PX - 6}" font-size="${FONT_PX}" fill="currentColor">0:00</text><text x="${width - 8}" y="${HEIGHT_PX - 6}" text-anchor="end" font-size="${FONT_PX}" fill="currentColor">${elapsedWords(end)}</text>`;
  return picture(grid.join("") + area + axis, width, HEIGHT_PX, label);
}
