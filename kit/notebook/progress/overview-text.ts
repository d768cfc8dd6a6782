import { styleText } from "node:util";
import { card } from "../../checking/index.ts";
import { escapeHtml } from "../../common/escape-html.ts";
import type { ExerciseProgress, ExerciseState, LessonProgress, ProgressOverview } from "./overview.ts";

const SIGN: Readonly<Record<ExerciseState, string>> = { verified: "✓", again: "↻", open: "○" };

/** A learner's progress as text. @param options.checklist - whether the checklist is printed too; default true */
export function overviewText(
  { lessons, next, checklist, elsewhere, problem }: ProgressOverview,
  { color = false, checklist: withChecklist = true }: { color?: boolean; checklist?: boolean } = {},
): string {
  const paint = (style: "green" | "bold" | "dim" | "yellow", text: string) =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const sign = (state: ExerciseState) =>
    paint(state === "verified" ? "green" : state === "again" ? "yellow" : "dim", SIGN[state]);
  const lines: string[] = problem === undefined ? [] : [paint("yellow", problem), ""];
  for (const lesson of lessons) {
    lines.push(`${paint("bold", `Lesson ${lesson.id} · ${lesson.title}`)}  ${standing(lesson)}`);
    for (const exercise of lesson.exercises)
      lines.push(`  ${sign(exercise.state)} ${exerciseLine(exercise)}`);
    lines.push("");
  }
  if (withChecklist && checklist.length > 0) {
    const items = checklist.flatMap((section) => section.items);
    const held = items.filter(({ holds }) => holds).length;
    lines.push(paint("bold", `Checklist  ${held} of ${items.length}`));
    for (const { title, items: own } of checklist) {
      lines.push(`  ${title}`);
      for (const { text, exercises, holds } of own)
        lines.push(`    ${sign(holds ? "verified" : "open")} ${text} ${paint("dim", proofOf(exercises))}`);
    }
    lines.push("");
  }
  if (elsewhere.length > 0)
    lines.push(`Also verified, in another version of the course: ${elsewhere.join(", ")}.`, "");
  lines.push(nextSentence(next));
  return lines.join("\n");
}

/** A learner's progress as a small table for a notebook. */
export function overviewHtml({ lessons, next, problem }: ProgressOverview): string {
  const rows = lessons.map((lesson) => {
    const signs = lesson.exercises
      .map(({ id, title, state }) => `<span title="${escapeHtml(`${id} · ${title}`)}">${SIGN[state]}</span>`)
      .join(" ");
    return `<tr style="background: none;"><td style="text-align: left;">${escapeHtml(`${lesson.id} · ${lesson.title}`)}</td><td style="text-align: left; letter-spacing: 2px;">${signs}</td><td style="text-align: right;">${escapeHtml(standing(lesson))}</td></tr>`;
  });
  const said = problem === undefined ? "" : `<div>${escapeHtml(problem)}</div>`;
  return card(
    next === undefined ? "good" : "note",
    `${said}<table style="border-collapse: collapse; font-size: inherit;">${rows.join("")}</table><div style="margin-top: 6px;">${escapeHtml(nextSentence(next))}</div>`,
  );
}

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

function nextSentence(next: ProgressOverview["next"]): string {
  if (!next) return "Every exercise there is so far is verified.";
  return `Next: exercise ${next.id} · ${next.title} (in work/${next.notebook}).`;
}
