import type { ExerciseReport } from "../checking/index.ts";
import { collectChecks } from "../checking/index.ts";
import { LessonError } from "../lesson/index.ts";
import { type AuthoredCourse, readAuthoredCourse } from "./authored-course.ts";
import { type AnswerCase, casesOf } from "./cases/answer-case.ts";
import { AnswerRunner, type CaseResult } from "./cases/answer-runner.ts";
import type { EveryCheck } from "./cases/case-grader.ts";
import { judgeCase } from "./cases/judge-case.ts";
import { figuresOf, type LessonFigures } from "./figures.ts";
import type { Finding } from "./finding.ts";
import { withPlace } from "./finding-place.ts";
import { leftOutRules } from "./left-out-rules.ts";
import { notebookRuns } from "./notebooks/notebook-runs.ts";
import { brokenChecks, isCausedBy } from "./rules/broken-checks.ts";
import { checksNeverErr } from "./rules/checks-never-err.ts";
import { courseRules, lessonRules } from "./rules/contract.ts";
import { feedbackHelps } from "./rules/feedback-helps.ts";
import { headingsUpTo } from "./rules/rereads-a-section.ts";

export interface AuthorCheckOptions {
  /** The course's folder. */
  readonly root: string;
  /** The lessons to look at, by their two digits. @default all */
  readonly lessons?: readonly string[];
  /** Whether the checks are tried on the answers; otherwise only the rules on the text apply. @default true */
  readonly answers?: boolean;
  /** The answers to try, of all that the chosen lessons have. @default all */
  readonly choose?: (cases: readonly AnswerCase[]) => readonly AnswerCase[];
  /** On which checks wrong answers are tried beside those that are meant to catch them. @default none */
  readonly everyCheck?: EveryCheck;
  /** Whether the solved notebooks run in the kernel too, one after the other. @default false */
  readonly notebooks?: boolean;
  /** How many times each solution is tried. @default 1 */
  readonly repeat?: number;
  /** Called with each answer's result as soon as it is there. */
  readonly onResult?: (progress: CaseProgress) => void;
}

/** What `onResult` is called with. */
export interface CaseProgress {
  /** Answers judged so far, this one included, and answers in all. */
  readonly done: number;
  readonly of: number;
  readonly result: CaseResult;
  readonly findings: readonly Finding[];
}

/** What the author's contract says of a course. */
export interface AuthorReport {
  /** Empty where the contract is kept. */
  readonly findings: readonly Finding[];
  readonly figures: readonly LessonFigures[];
  readonly results: readonly CaseResult[];
  /** The rules that the course leaves out. */
  readonly leftOut: readonly string[];
  /** Seconds that the whole run took. */
  readonly seconds: number;
}

/**
 * Checks a course against the author's contract: applies each rule to each lesson, and tries the checks on every answer.
 * @throws LessonError when the course has no lesson source, or not the lesson that was asked for, or leaves out a rule that it may not
 */
export async function authorCheck(options: AuthorCheckOptions): Promise<AuthorReport> {
  const began = performance.now();
  const course = readAuthoredCourse(options.root, await collectChecks(options.root));
  const isChosen = chooser(course, options.lessons);
  const leftOut = leftOutRules(options.root);
  const lessons = course.lessons.filter(({ id }) => isChosen(id));
  const [ruled, { results, findings }] = await Promise.all([
    applyRules(course, isChosen),
    options.answers === false ? { results: [], findings: [] } : tryAnswers(course, isChosen, options),
  ]);
  // They run after everything else, which would slow them down.
  const runs = options.notebooks ? await notebookRuns(options.root, lessons) : undefined;
  return {
    findings: [
      ...course.broken.filter(({ lesson }) => isChosen(lesson)),
      ...ruled.filter(({ rule }) => !leftOut.has(rule)),
      ...oncePerCheck(findings),
      ...(runs?.findings ?? []),
    ].map((finding) => withPlace(finding, options.root)),
    figures: lessons.map((lesson) => figuresOf(lesson, course, results, runs?.seconds.get(lesson.id))),
    results,
    leftOut: [...leftOut],
    seconds: (performance.now() - began) / 1000,
  };
}

/** Whether a lesson was asked for. Findings about the whole course (undefined) belong to a run over all lessons. */
type IsChosen = (lesson: string | undefined) => boolean;

/** @throws LessonError for a lesson that the course does not have */
function chooser({ lessons, broken }: AuthoredCourse, asked: readonly string[] | undefined): IsChosen {
  if (asked === undefined || asked.length === 0) return () => true;
  const known = [...lessons.map(({ id }) => id), ...broken.map(({ lesson = "" }) => lesson)].sort();
  const unknown = asked.find((id) => !known.includes(id));
  if (unknown === undefined) return (lesson) => lesson !== undefined && asked.includes(lesson);
  throw new LessonError(
    "INVALID_LESSON",
    `There is no lesson ${unknown} in solutions/. There are ${known.join(", ")}.`,
  );
}

async function applyRules(course: AuthoredCourse, isChosen: IsChosen): Promise<Finding[]> {
  const ofLessons = course.lessons
    .filter(({ id }) => isChosen(id))
    .flatMap((lesson) => lessonRules.flatMap((rule) => rule(lesson, course)));
  const ofCourse = (await Promise.all(courseRules.map((rule) => rule(course)))).flat();
  return [...ofLessons, ...ofCourse.filter(({ lesson }) => isChosen(lesson))];
}

async function tryAnswers(
  course: AuthoredCourse,
  isChosen: IsChosen,
  { root, repeat = 1, everyCheck = false, choose = (all) => all, onResult }: AuthorCheckOptions,
): Promise<{ results: CaseResult[]; findings: Finding[] }> {
  const cases = choose(casesOf(course).filter(({ lesson }) => isChosen(lesson))).flatMap((answerCase) =>
    Array<AnswerCase>(answerCase.kind === "solution" ? repeat : 1).fill(answerCase),
  );
  const runner = new AnswerRunner(root, course.lessons, { everyCheck });
  const judged: { readonly result: CaseResult; readonly findings: readonly Finding[] }[] = [];
  try {
    await runner.run(
      cases,
      (answerCase, report) => judgeCase(answerCase, report).length === 0,
      (result) => {
        const findings = findingsOf(result.answerCase, result.report, course);
        judged.push({ result, findings });
        onResult?.({ done: judged.length, of: cases.length, result, findings });
      },
    );
  } finally {
    await runner.close();
  }
  // Several were judged at once: the results stand in the course's order.
  const place = new Map(cases.map((answerCase, at) => [answerCase, at]));
  judged.sort(
    (one, other) => (place.get(one.result.answerCase) ?? 0) - (place.get(other.result.answerCase) ?? 0),
  );
  const broken = brokenChecks(judged.map(({ result }) => result));
  return {
    results: judged.map(({ result }) => result),
    findings: [
      ...broken.map(({ finding }) => finding),
      ...judged.flatMap(({ result: { report }, findings }) =>
        findings.filter((finding) => !isCausedBy(broken, finding, report)),
      ),
    ],
  };
}

/** All findings about the report on one answer. */
export function findingsOf(
  answerCase: AnswerCase,
  report: ExerciseReport,
  { lessons }: AuthoredCourse,
): Finding[] {
  const wrong = [...judgeCase(answerCase, report), ...checksNeverErr(answerCase, report)];
  if (wrong.length > 0 || answerCase.kind !== "wrong") return wrong;
  return feedbackHelps(answerCase, report, headingsUpTo(answerCase.lesson, lessons));
}

/** Several wrong answers find the same fault in the feedback of one check: the first of them stands for all. */
function oncePerCheck(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, exercise, message }) => {
    if (rule !== "feedback-helps") return true;
    const key = `${exercise} ${message.split(" It says: ")[0]}`;
    return !seen.has(key) && seen.add(key);
  });
}
