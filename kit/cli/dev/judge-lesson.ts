/** Judges one lesson for `npm run dev`, in a process of its own: loads what it needs, waits for a request, reports and ends. */
import {
  type AnswerCase,
  AnswerRunner,
  type AuthoredCourse,
  type BrokenCheck,
  brokenChecks,
  type CaseResult,
  casesOf,
  type Finding,
  findingsOf,
  isCausedBy,
  readAuthoredCourse,
  withPlace,
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
  const soonJudged = casesOf(readAuthoredCourse(root, {})).filter((one) => one.lesson === lesson).length;
  tell("progress", `${time()} lesson ${lesson}: building, judging ${soonJudged} answers …`);
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
    const judged: CaseResult[] = [];
    await runCases(runner, own, course, (result) => void judged.push(result));
    const brokenOnes = brokenChecks(judged);
    const wrongOfOwn = [
      ...brokenOnes.map(({ finding }) => finding),
      ...judged.flatMap((result) => otherFindings(result, course, brokenOnes)),
    ];
    for (const finding of wrongOfOwn) tell("finding", placedText(finding, root));
    tell(
      "progress",
      `${time()} lesson ${lesson}: ${own.length} solutions and starters, ${words(wrongOfOwn.length)} (${seconds()})`,
    );
    const others = cases.filter((answerCase) => !own.includes(answerCase));
    let wrongOfOthers = 0;
    await runCases(runner, others, course, (result) => {
      for (const finding of otherFindings(result, course, brokenOnes)) {
        wrongOfOthers += 1;
        tell("finding", placedText(finding, root));
      }
    });
    tell(
      "progress",
      `${time()} lesson ${lesson}: ${others.length} other answers, ${words(wrongOfOthers)} (${seconds()})`,
    );
  } finally {
    await runner.close();
  }
}

function runCases(
  runner: AnswerRunner,
  cases: readonly AnswerCase[],
  course: AuthoredCourse,
  onResult: (result: CaseResult) => void,
): Promise<void> {
  return runner.run(
    cases,
    (answerCase, report) => findingsOf(answerCase, report, course).length === 0,
    onResult,
  );
}

/** The findings on an answer that do not come from a check that throws by itself. */
function otherFindings(
  { answerCase, report }: CaseResult,
  course: AuthoredCourse,
  broken: readonly BrokenCheck[],
): Finding[] {
  return findingsOf(answerCase, report, course).filter((finding) => !isCausedBy(broken, finding, report));
}

const words = (findings: number) => (findings === 0 ? "all judged as they should be" : `${findings} to mend`);

const time = () => new Date().toTimeString().slice(0, 8);

/** A finding as editors and terminals jump to it: `file:line:column: message`. */
function placedText(finding: Finding, root: string): string {
  const { rule, exercise, file, line, column, message } = withPlace(finding, root);
  const place = file === undefined ? "" : `${file}:${line ?? 1}:${column ?? 1}: `;
  return `${place}${exercise === undefined ? "" : `exercise ${exercise}: `}${message} [${rule}]`;
}
