import type { LessonCell } from "../lesson.ts";

/** How fast a learner reads prose, in words a minute. */
const WORDS_A_MINUTE = 180;
/** How fast a learner reads the code of cells that everybody runs, in lines a minute. */
const LINES_A_MINUTE = 25;
/** What it takes to run such a cell and to look at its output. */
const MINUTES_A_CELL = 0.5;
/** Lengths are given in steps of so many minutes. */
const STEP_MINUTES = 5;

/** Begins the box of the place where a learner can stop and come back. */
export const STOP_MARK = "**A good place to stop.**";

/** Where a lesson can be cut in two. */
export interface Halfway {
  /** The last exercise of the first half. */
  readonly after: string;
  /** About how long each half takes. */
  readonly minutes: readonly [first: number, second: number];
}

/** How long a lesson takes, and where its halves meet. */
export interface LessonLength {
  /** Rounded to five minutes. */
  readonly minutes: number;
  /** Left out of a lesson without a place to stop. */
  readonly halfway?: Halfway;
  /** What the minutes are made of. */
  readonly words: number;
  readonly cells: number;
  readonly lines: number;
  readonly exerciseMinutes: number;
}

/**
 * How long a lesson takes: its words at 180 a minute, half a minute for each cell to run and a minute for 25 lines of its code, and
 * for each exercise the minutes that its text gives (`*12 minutes · build.*`), which its author has from attempts that were watched.
 * Hints are part of the exercise's minutes. Boxes for an AI assistant have minutes of their own, which are not counted.
 */
export function lessonLength(cells: readonly LessonCell[]): LessonLength {
  const stop = cells.findIndex((cell) => isText(cell) && cell.source.includes(STOP_MARK));
  const all = partsOf(cells);
  const minutes = rounded(minutesOf(all));
  const after = cells.slice(0, stop + 1).findLast(({ role }) => role === "exercise")?.exercise;
  if (stop < 0 || after === undefined) return { minutes, ...all };
  const first = rounded(minutesOf(partsOf(cells.slice(0, stop + 1))));
  return { minutes, halfway: { after, minutes: [first, Math.max(0, minutes - first)] }, ...all };
}

/** The minutes that the texts give for exercises: a line such as `*12 minutes · build.*`. */
export function exerciseMinutesIn(text: string): number[] {
  return [...text.matchAll(/^\*(\d+) minutes\b/gm)].map(([, minutes]) => Number(minutes));
}

type Parts = Pick<LessonLength, "words" | "cells" | "lines" | "exerciseMinutes">;

function partsOf(cells: readonly LessonCell[]): Parts {
  const prose = cells.filter(({ role }) => role === "text" || role === "explanation");
  const code = cells.filter(({ role }) => role === "demo");
  return {
    words: sum(prose.map(({ source }) => wordsIn(source))),
    cells: code.length,
    lines: sum(code.map(({ source }) => source.split("\n").filter((line) => line.trim() !== "").length)),
    exerciseMinutes: sum(prose.flatMap(({ source }) => exerciseMinutesIn(source))),
  };
}

function minutesOf({ words, cells, lines, exerciseMinutes }: Parts): number {
  return words / WORDS_A_MINUTE + lines / LINES_A_MINUTE + cells * MINUTES_A_CELL + exerciseMinutes;
}

/** Words of a Markdown text; the code of a diagram is looked at, and not read. */
function wordsIn(text: string): number {
  const read = text.replace(/^```mermaid\n[\s\S]*?^```$/gm, "");
  return read.match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0;
}

const isText = ({ kind, role }: LessonCell) => kind === "markdown" && role === "text";
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const rounded = (minutes: number) =>
  Math.max(STEP_MINUTES, Math.round(minutes / STEP_MINUTES) * STEP_MINUTES);
