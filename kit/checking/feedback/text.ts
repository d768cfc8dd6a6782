import { stripVTControlCharacters, styleText } from "node:util";
import { type ExerciseReport, exerciseResult, hasPassed, isOpen, type LessonResult } from "../report.ts";
import {
  checkMark,
  essentialSentence,
  learnersOutput,
  MORE_CHECKS,
  pointsText,
  reachedText,
  reasonOf,
} from "./words.ts";

export interface TextOptions {
  /** Whether a terminal's colours are used. @default false */
  readonly color?: boolean;
  /** Whether an instructor grades the answer, with further checks. @default false */
  readonly graded?: boolean;
}

/** An exercise's feedback as plain text. */
export function exerciseText(
  report: ExerciseReport,
  { color = false, graded = false, next }: TextOptions & { next?: string } = {},
): string {
  const paint = (style: "green" | "red" | "bold" | "dim" | "yellow", text: string) =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const bad = report.needs ? "yellow" : "red";
  const isWrong = report.checks.some(({ status }) => status !== "passed" && status !== "open");
  const lines = [
    `${paint("bold", `Exercise ${report.id} · ${report.title}`)}  ${paint(hasPassed(report) ? "green" : isOpen(report) && !isWrong ? "yellow" : bad, reachedText(exerciseResult(report)))}`,
  ];
  if (report.problem !== undefined) lines.push(`  ${paint(bad, report.problem)}`);
  for (const check of report.checks.filter((check) => !check.hidden)) {
    const worth = check.maxPoints === 1 ? "" : paint("dim", ` (${pointsText(check.maxPoints)})`);
    lines.push(
      `  ${paint(check.status === "passed" ? "green" : check.status === "open" ? "yellow" : bad, checkMark(check))} ${check.name}${worth}`,
    );
    const { own, expected, got, reread } = reasonOf(check, report);
    if (own) lines.push(`      ${clean(own)}`);
    if (expected !== undefined)
      lines.push(`      expected  ${clean(expected)}`, `      got       ${clean(got ?? "")}`);
    if (
      check.picture &&
      check.status !== "passed" &&
      report.state !== "starter" &&
      report.problem === undefined
    )
      lines.push(
        ...clean(check.picture.text)
          .split("\n")
          .map((line) => `      ${line}`),
      );
    if (reread) lines.push(`      ${reread}`);
  }
  const essential = essentialSentence(report.checks.filter((check) => !check.hidden));
  if (essential) lines.push(`  ${paint("yellow", essential)}`);
  if (graded) lines.push(`  ${paint("dim", MORE_CHECKS)}`);
  const output = learnersOutput(report);
  if (output)
    lines.push(
      `  ${output.caption}`,
      ...clean(output.text)
        .trimEnd()
        .split("\n")
        .map((line) => `    │ ${line}`),
    );
  for (const note of report.notes) lines.push(`  ${paint("yellow", `Note: ${note}`)}`);
  if (next) lines.push(`  ${next}`);
  return lines.join("\n");
}

/** The last line of a lesson's feedback. */
export function lessonText(result: LessonResult, { color = false }: TextOptions = {}): string {
  const open = result.openPoints === undefined ? "" : ` ${pointsText(result.openPoints)} open, for a person.`;
  const text = `Lesson ${result.lesson}: ${result.points} of ${pointsText(result.maxPoints)}.${open}`;
  return color ? styleText("bold", text, { validateStream: false }) : text;
}

/** A learner's text without the characters that steer a terminal. */
function clean(text: string): string {
  return stripVTControlCharacters(text).replace(/[^\P{Cc}\n\t]/gu, "");
}
