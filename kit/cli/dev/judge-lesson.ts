/** Judges one lesson for `npm run dev`, in a process of its own: loads what it needs, waits for a request, reports and ends. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type AnswerCase,
  AnswerRunner,
  type AuthoredCourse,
  casesOf,
  type Finding,
  findingsOf,
  readAuthoredCourse,
} from "../../authoring/index.ts";
import { collectChecks, visiblePoints } from "../../checking/index.ts";
import { errorMessage } from "../../common/error-message.ts";
import { writeNotebooks } from "../../lesson/index.ts";

/** What to judge. */
export interface JudgeRequest {
  readonly root: string;
  /** Two digits. */
  readonly lesson: string;
}

/** A line for the terminal. */
export interface JudgeMessage {
  readonly kind: "progress" | "finding";
  readonly text: string;
}

process.once("message", (request: JudgeRequest) => {
  judge(request)
    // What stopped it is for the author: a check file or a source that cannot be read.
    .catch((error) => tell("finding", errorMessage(error)))
    .finally(() => process.disconnect?.());
});
process.once("disconnect", () => process.exit());

function tell(kind: JudgeMessage["kind"], text: string): void {
  process.send?.({ kind, text } satisfies JudgeMessage);
}

/** Builds the notebooks and judges the answers: first those that the source holds. */
async function judge({ root, lesson }: JudgeRequest): Promise<void> {
  const began = performance.now();
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  const checks = await collectChecks(root);
  const course = readAuthoredCourse(root, checks);
  const broken = course.broken.filter((finding) => finding.lesson === lesson);
  for (const finding of broken) tell("finding", placedText(finding, root));
  if (broken.length > 0) return tell("progress", `${time()} lesson ${lesson}: its source cannot be read.`);
  if (course.broken.length === 0) writeNotebooks(root, { points: visiblePoints(checks) });

  const cases = casesOf(course).filter((answerCase) => answerCase.lesson === lesson);
  const runner = new AnswerRunner(root, course.lessons);
  process.once("SIGTERM", () => void runner.close().finally(() => process.exit()));
  try {
    const own = cases.filter(({ kind }) => kind === "solution" || kind === "starter");
    const wrongOfOwn = await judgeCases(runner, own, course);
    tell(
      "progress",
      `${time()} lesson ${lesson}: ${own.length} solutions and starters, ${words(wrongOfOwn)} (${seconds()})`,
    );
    const others = cases.filter((answerCase) => !own.includes(answerCase));
    const wrongOfOthers = await judgeCases(runner, others, course);
    tell(
      "progress",
      `${time()} lesson ${lesson}: ${others.length} other answers, ${words(wrongOfOthers)} (${seconds()})`,
    );
  } finally {
    await runner.close();
  }
}

/** @returns how many findings there are */
async function judgeCases(
  runner: AnswerRunner,
  cases: readonly AnswerCase[],
  course: AuthoredCourse,
): Promise<number> {
  let found = 0;
  await runner.run(
    cases,
    (answerCase, report) => findingsOf(answerCase, report, course).length === 0,
    ({ answerCase, report }) => {
      for (const finding of findingsOf(answerCase, report, course)) {
        found += 1;
        tell("finding", placedText(finding, course.root));
      }
    },
  );
  return found;
}

const words = (findings: number) => (findings === 0 ? "all judged as they should be" : `${findings} to mend`);

const time = () => new Date().toTimeString().slice(0, 8);

/** A finding as editors and terminals jump to it: `file:line:column: message`. */
function placedText({ rule, exercise, file, line, message }: Finding, root: string): string {
  const place = file === undefined ? "" : `${file}:${line ?? lineOfExercise(join(root, file), exercise)}:1: `;
  return `${place}${exercise === undefined ? "" : `exercise ${exercise}: `}${message} [${rule}]`;
}

/** The line on which an exercise's cell begins in a file; 1 where it has none. */
function lineOfExercise(file: string, exercise: string | undefined): number {
  if (exercise === undefined) return 1;
  const lines = readFileSync(file, "utf8").split("\n");
  const index = lines.findIndex((line) => line.startsWith(`// exercise ${exercise} · `));
  return index < 0 ? 1 : index + 1;
}
