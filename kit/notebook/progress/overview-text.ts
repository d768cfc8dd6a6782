import { styleText } from "node:util";
import { card } from "../../checking/index.ts";
import { escapeHtml } from "../../common/escape-html.ts";
import type { ExerciseProgress, ExerciseState, LessonProgress, ProgressOverview } from "./overview.ts";

/** Stands between the exercises of a lesson's two halves, where one can stop and come back. */
const HALFWAY = "·";

const SIGN: Readonly<Record<ExerciseState, string>> = { verified: "✓", again: "↻", open: "○" };

interface TextOptions {
  /** @default false */
  readonly color?: boolean;
  /** Whether every exercise and every item of the checklist has a line, and not a sign alone. @default false */
  readonly all?: boolean;
}

/** A learner's progress as text: a line for each lesson, the exercises of the lesson that is next, and how much of the checklist holds. */
export function overviewText(
  overview: ProgressOverview,
  { color = false, all = false }: TextOptions = {},
): string {
  const { lessons, next, checklist, elsewhere, problem } = overview;
  const paint: Paint = (style, text) => (color ? styleText(style, text, { validateStream: false }) : text);
  const lines: string[] = problem === undefined ? [] : [paint("yellow", problem), ""];
  const nameWidth = Math.max(0, ...lessons.map(({ title }) => title.length));
  const signsWidth = Math.max(0, ...lessons.map((lesson) => signsOf(lesson).length));
  for (const lesson of lessons) {
    const signs = signsOf(lesson).map((sign) => (sign === HALFWAY ? HALFWAY : signOf(sign, paint)));
    const gap = " ".repeat(signsWidth - signs.length);
    lines.push(
      `${lesson.id}  ${paint("bold", lesson.title)}${" ".repeat(nameWidth - lesson.title.length)}  ${signs.join("")}${gap}  ${pointsOrExercises(lesson)}`,
    );
    if (all || next?.id.startsWith(`${lesson.id}.`))
      for (const exercise of lesson.exercises)
        lines.push(`      ${signOf(exercise.state, paint)} ${exerciseLine(exercise)}`);
  }
  lines.push("", ...checklistLines(checklist, all, paint));
  if (elsewhere.length > 0)
    lines.push(`Also verified, in another version of the course: ${elsewhere.join(", ")}.`);
  lines.push(...foldedSentence(nextSentence(next)));
  return lines.join("\n");
}

/** The states of a lesson's exercises, with a mark between its halves. */
function signsOf({ exercises, halfway }: LessonProgress): (ExerciseState | typeof HALFWAY)[] {
  return exercises.flatMap(({ id, state }) => (id === halfway ? [state, HALFWAY] : [state]));
}

type Paint = (style: "green" | "bold" | "dim" | "yellow", text: string) => string;

const signOf = (state: ExerciseState, paint: Paint) =>
  paint(state === "verified" ? "green" : state === "again" ? "yellow" : "dim", SIGN[state]);

function checklistLines(checklist: ProgressOverview["checklist"], all: boolean, paint: Paint): string[] {
  const items = checklist.flatMap((section) => section.items);
  if (items.length === 0) return [];
  const counts = `Checklist: ${items.filter(({ holds }) => holds).length} of ${items.length} items hold`;
  if (!all) return [`${counts}. npm run progress -- --all shows each of them.`];
  return [
    `${counts}.`,
    ...checklist.flatMap(({ title, items: own }) => [
      `  ${title}`,
      ...own.map(
        ({ text, exercises, holds }) =>
          `    ${signOf(holds ? "verified" : "open", paint)} ${text} ${paint("dim", proofOf(exercises))}`,
      ),
    ]),
    "",
  ];
}

/** A learner's progress as a small table for a notebook. */
export function overviewHtml({ lessons, next, problem }: ProgressOverview): string {
  const rows = lessons.map((lesson) => {
    const signs = lesson.exercises
      .map(({ id, title, state }) => {
        const sign = `<span title="${escapeHtml(`${id} · ${title}`)}">${SIGN[state]}</span>`;
        return id === lesson.halfway ? `${sign} <span title="a good place to stop">${HALFWAY}</span>` : sign;
      })
      .join(" ");
    return `<tr style="background: none;"><td style="text-align: left;">${escapeHtml(`${lesson.id} · ${lesson.title}`)}</td><td style="text-align: left; letter-spacing: 2px;">${signs}</td><td style="text-align: right;">${escapeHtml(standing(lesson))}</td></tr>`;
  });
  const said = problem === undefined ? "" : `<div>${escapeHtml(problem)}</div>`;
  return card(
    next === undefined ? "good" : "note",
    `${said}<table style="border-collapse: collapse; font-size: inherit;">${rows.join("")}</table><div style="margin-top: 6px;">${escapeHtml(nextSentence(next))}</div>`,
  );
}

/** The signs beside it count the exercises already. */
const pointsOrExercises = (lesson: LessonProgress) =>
  lesson.maxPoints === 0 ? standing(lesson) : `${lesson.points} of ${lesson.maxPoints} points`;

function standing({ exercises, points, maxPoints }: LessonProgress): string {
  const done = exercises.filter(({ state }) => state === "verified").length;
  const worth = maxPoints === 0 ? "" : `, ${points} of ${maxPoints} points`;
  return `${done} of ${exercises.length} exercises${worth}`;
}

function exerciseLine({ id, title, state }: ExerciseProgress): string {
  const again = state === "again" ? ", which has changed since you solved it: check it again" : "";
  return `${id} ${title}${again}`;
}

const proofOf = (exercises: readonly string[]) =>
  exercises.length === 0
    ? "(nothing proves it yet)"
    : exercises.length > 6
      ? "(every exercise)"
      : `(${exercises.join(", ")})`;

/** Columns of a terminal that a line of text may take. */
const COLUMNS = 80;

/** A long sentence as two lines: what is next, and where it is. */
function foldedSentence(sentence: string): string[] {
  const at = sentence.lastIndexOf(" (in work/");
  if (sentence.length <= COLUMNS || at < 0) return [sentence];
  return [sentence.slice(0, at), `  ${sentence.slice(at + 1)}`];
}

function nextSentence(next: ProgressOverview["next"]): string {
  if (!next) return "Every exercise there is so far is verified.";
  const half = next.half === undefined ? "" : `, ${next.half.which} half: ${next.half.minutes} minutes`;
  return `Next: exercise ${next.id} · ${next.title} (in work/${next.notebook}${half}).`;
}
