import type { ExerciseReport } from "../checking/index.ts";
import { collectChecks } from "../checking/index.ts";
import { LessonError } from "../lesson/index.ts";
import { type AuthoredCourse, readAuthoredCourse } from "./authored-course.ts";
import { figuresOf, type LessonFigures } from "./figures.ts";
import type { Finding } from "./finding.ts";
import { notebookRuns } from "./notebooks/notebook-runs.ts";
import { courseRules, lessonRules } from "./rules/contract.ts";
import { feedbackHelps } from "./rules/feedback-helps.ts";
import { headingsUpTo } from "./rules/rereads-a-section.ts";
import { type Trial, trialsOf } from "./trials/trial.ts";
import { TrialBench, type TriedAnswer } from "./trials/trial-bench.ts";
import { verdict } from "./trials/verdict.ts";

export interface AuthorCheckOptions {
  /** The course's folder. */
  readonly root: string;
  /** The lessons to look at, by their two digits. @default all */
  readonly lessons?: readonly string[];
  /** Whether answers are tried; without, only the text is looked at. @default true */
  readonly answers?: boolean;
  /** Whether the solved notebooks are run in the kernel too, one after the other. @default false */
  readonly notebooks?: boolean;
  /** How many times each solution is tried. @default 1 */
  readonly repeat?: number;
  /** Called with each answer's verdict as soon as it is there. */
  readonly onTried?: (progress: TrialProgress) => void;
}

/** One more answer is judged. */
export interface TrialProgress {
  readonly done: number;
  readonly of: number;
  readonly tried: TriedAnswer;
  readonly findings: readonly Finding[];
}

/** What an author has to know. */
export interface AuthorReport {
  /** Nothing where the contract is kept. */
  readonly findings: readonly Finding[];
  readonly figures: readonly LessonFigures[];
  readonly tried: readonly TriedAnswer[];
  /** Seconds that all took. */
  readonly seconds: number;
}

/**
 * Holds a course to the author's contract: each rule on each lesson, and every answer tried on its checks.
 * @throws LessonError when there is no lesson, or none of that number
 */
export async function authorCheck(options: AuthorCheckOptions): Promise<AuthorReport> {
  const began = performance.now();
  const course = readAuthoredCourse(options.root, await collectChecks(options.root));
  const isChosen = chooser(course, options.lessons);
  const lessons = course.lessons.filter(({ id }) => isChosen(id));
  const [ruled, { tried, findings }] = await Promise.all([
    applyRules(course, isChosen),
    options.answers === false ? { tried: [], findings: [] } : tryAnswers(course, isChosen, options),
  ]);
  // After everything else, so that their seconds are their own.
  const runs = options.notebooks ? await notebookRuns(options.root, lessons) : undefined;
  return {
    findings: [
      ...course.broken.filter(({ lesson }) => isChosen(lesson)),
      ...ruled,
      ...saidOnce(findings),
      ...(runs?.findings ?? []),
    ],
    figures: lessons.map((lesson) => figuresOf(lesson, course, tried, runs?.seconds.get(lesson.id))),
    tried,
    seconds: (performance.now() - began) / 1000,
  };
}

/** Whether a lesson was asked for. What concerns no single lesson (undefined) was, where all lessons were. */
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
  { root, repeat = 1, onTried }: AuthorCheckOptions,
): Promise<{ tried: TriedAnswer[]; findings: Finding[] }> {
  const trials = trialsOf(course)
    .filter(({ lesson }) => isChosen(lesson))
    .flatMap((trial) => Array<Trial>(trial.kind === "solution" ? repeat : 1).fill(trial));
  const bench = new TrialBench(root, course.lessons);
  const judged: { readonly tried: TriedAnswer; readonly findings: readonly Finding[] }[] = [];
  try {
    await bench.run(
      trials,
      (trial, report) => verdict(trial, report).length === 0,
      (tried) => {
        const findings = findingsOf(tried.trial, tried.report, course);
        judged.push({ tried, findings });
        onTried?.({ done: judged.length, of: trials.length, tried, findings });
      },
    );
  } finally {
    await bench.close();
  }
  // They were judged side by side, and are told in the course's order.
  const place = new Map(trials.map((trial, at) => [trial, at]));
  judged.sort((one, other) => (place.get(one.tried.trial) ?? 0) - (place.get(other.tried.trial) ?? 0));
  return { tried: judged.map(({ tried }) => tried), findings: judged.flatMap(({ findings }) => findings) };
}

/** Everything there is to say about one answer's verdict. */
export function findingsOf(trial: Trial, report: ExerciseReport, { lessons }: AuthoredCourse): Finding[] {
  const wrong = verdict(trial, report);
  if (wrong.length > 0 || trial.kind !== "wrong") return wrong;
  return feedbackHelps(trial, report, headingsUpTo(trial.lesson, lessons));
}

/** What many answers bring to light about the feedback of one check is said of the first of them. */
function saidOnce(findings: readonly Finding[]): Finding[] {
  const said = new Set<string>();
  return findings.filter(({ rule, exercise, message }) => {
    if (rule !== "feedback-helps") return true;
    const key = `${exercise} ${message.split(" It says: ")[0]}`;
    return !said.has(key) && said.add(key);
  });
}
