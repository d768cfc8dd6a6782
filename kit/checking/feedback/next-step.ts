import type { ExerciseReport } from "../report.ts";
import { hasPassed } from "../report.ts";

/** What the next step depends on. */
export interface NextStepFacts {
  /** Hints of the exercise, and how many of them were shown already. */
  readonly hints: number;
  readonly hintsShown: number;
  /** The exercise after this one in the course. */
  readonly next?: { readonly id: string; readonly title: string };
  /** The lesson after this one, when the exercise is the last of its lesson. */
  readonly nextLesson?: { readonly id: string; readonly title: string };
}

/** What to do now, in one sentence. */
export function nextStep(
  report: ExerciseReport,
  { hints, hintsShown, next, nextLesson }: NextStepFacts,
): string {
  if (hasPassed(report)) {
    if (next) return sentence(`Next: exercise ${next.id} · ${next.title}`);
    if (nextLesson) return sentence(`Next: lesson ${nextLesson.id} · ${nextLesson.title}`);
    return "That was the last exercise there is so far.";
  }
  const [first] = report.needs ?? [];
  if (first !== undefined) return `Next: solve exercise ${first}, then run check("${report.id}") again.`;
  if (report.state === "missing") return `Next: run the cell of exercise ${report.id}, then check again.`;
  const visible = report.checks.filter(({ hidden }) => !hidden);
  if (visible.length > 0 && visible.every(({ status }) => status === "passed" || status === "open"))
    return "Next: what is open waits for a person. To have it checked here, write the answer without what cannot be explored.";
  if (hints === 0) return "Next: change your answer, run its cell and check again.";
  if (hintsShown >= hints)
    return `Next: change your answer and check again, or run coteach("${report.id}") for a prompt to think it through with an AI assistant.`;
  return `Next: change your answer and check again, or run hint("${report.id}") for hint ${hintsShown + 1} of ${hints}.`;
}

/** Ends a sentence with a full stop, unless its title ends with a mark, as "Who won?" does. */
function sentence(words: string): string {
  return /[.?!]$/.test(words) ? words : `${words}.`;
}
