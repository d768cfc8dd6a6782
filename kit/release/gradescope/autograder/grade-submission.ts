import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { errorMessage } from "../../../common/error-message.ts";
import { ClassError, gradeClass } from "../../../grading/index.ts";
import { type Course, loadCourse } from "../../../lesson/index.ts";
import type { SandboxKind } from "../../../sandbox/index.ts";
import { readSettings } from "../autograder-settings.ts";
import { closeFolders } from "./close-folders.ts";
import { gatherNotebooks, learner } from "./gather-notebooks.ts";
import type { AutograderPlaces } from "./places.ts";
import { type GradescopeResults, joined, notGraded, ungraded } from "./results.ts";
import { safeSandbox } from "./safe-sandbox.ts";
import { submissionSeed } from "./submission-seed.ts";

export interface GradeSubmissionOptions {
  /** The only kind of sandbox to use. @default the best one that passes its self-test */
  readonly sandbox?: SandboxKind;
  /** Seconds after which grading is stopped, so that results are written before Gradescope ends the container. */
  readonly seconds: number;
  /** Finds the sandbox; replaced in tests. */
  readonly findSafe?: typeof safeSandbox;
}

/** The fields of a row of gradebook.json that are read here. */
interface GradedRow {
  readonly lesson: string;
  readonly status: string;
  readonly reason: string;
  readonly total: number | null;
}

/**
 * Grades one submission as a class of one learner is graded, with the same checks, sandbox and rules.
 *
 * @returns Gradescope's results; a sentence without a score for what could not be graded. No submission makes it throw.
 */
export async function gradeSubmission(
  places: AutograderPlaces,
  { sandbox: prefer, seconds, findSafe = safeSandbox }: GradeSubmissionOptions,
): Promise<GradescopeResults> {
  const began = performance.now();
  const course = loadCourse(places.source);
  const { lessons, seed } = readSettings(places.source);
  const folder = mkdtempSync(join(tmpdir(), "swarmlab-submission-"));
  const outOfReach = [places.submission, places.results, places.metadata, folder];
  const open = closeFolders([places.source, places.submission, places.results, places.metadata]);
  try {
    const submissions = join(folder, "submissions");
    const { notebooks, sha256, others } = await gatherNotebooks(places.submission, submissions);
    if (notebooks === 0) return ungraded(noNotebook(others, lessons ?? [], course));
    const safe = await findSafe(places.source, { outOfReach, ...(prefer ? { prefer } : {}) });
    if ("problem" in safe)
      return ungraded(
        `This submission was not graded, because the autograder found no safe way to run its code here; that is not your fault, tell your instructor. ${safe.problem}`,
      );
    try {
      const out = join(folder, "gradebook");
      const { problems } = await gradeClass({
        root: places.source,
        submissions: [submissions],
        out,
        sandbox: safe.sandbox.config,
        processes: 1,
        notebooksPerProcess: 1,
        signal: AbortSignal.timeout(seconds * 1000),
        ...(lessons ? { lessons } : {}),
        ...(seed === undefined ? {} : { seed: submissionSeed(seed, sha256) }),
      });
      const results = resultsIn(out, course, lessons ?? []);
      return {
        ...joined(results, problems),
        execution_time: Math.round((performance.now() - began) / 100) / 10,
        // Gradescope stores it with the submission, for instructors.
        extra_data: { sandbox: safe.sandbox.kind },
      };
    } finally {
      await safe.sandbox.close();
    }
  } catch (error) {
    return ungraded(whyNot(error, seconds));
  } finally {
    open();
    rmSync(folder, { recursive: true, force: true });
  }
}

function resultsIn(out: string, course: Course, asked: readonly string[]): GradescopeResults[] {
  const { rows } = JSON.parse(readFileSync(join(out, "gradebook.json"), "utf8")) as {
    rows: readonly GradedRow[];
  };
  const folders = join(out, "lms/gradescope");
  const [student = learner] = readdirSync(folders);
  return rows.map(({ lesson, status, reason, total }) => {
    if (status === "missing") return ungraded(missing(lesson, asked, course));
    if (total === null) return { ...ungraded(reason), tests: [notGraded(`Lesson ${lesson}`, reason)] };
    return JSON.parse(readFileSync(join(folders, student, lesson, "results.json"), "utf8"));
  });
}

const notebookOf = (lesson: string, { lessons }: Course): string => {
  const known = lessons.find(({ id }) => id === lesson);
  return known ? `${known.id}-${known.slug}.ipynb` : `lesson ${lesson}`;
};

const missing = (lesson: string, asked: readonly string[], course: Course): string =>
  `This submission was not graded: it has no notebook of lesson ${lesson}${asked.length > 1 ? `, one of lessons ${asked.join(", ")}` : ""}. Hand in ${notebookOf(lesson, course)}.`;

function noNotebook(others: readonly string[], asked: readonly string[], course: Course): string {
  const what =
    asked.length > 0
      ? asked.map((lesson) => notebookOf(lesson, course)).join(" and ")
      : "your notebook (.ipynb)";
  const [first = "", ...more] = others;
  const found =
    others.length === 0
      ? "it holds no file"
      : `it holds ${first.slice(0, 80)}${more.length > 0 ? ` and ${more.length} more` : ""}, and no notebook`;
  return `This submission was not graded: ${found}. Hand in ${what}.`;
}

function whyNot(error: unknown, seconds: number): string {
  if (ClassError.is(error) && error.code === "INTERRUPTED")
    return `This submission was not graded: it took longer than ${seconds} s. If one of your cells never ends, repair it and hand in again; else tell your instructor.`;
  if (ClassError.is(error) && error.code === "INVALID_INPUT")
    return `This submission was not graded: ${error.message}`;
  const why = errorMessage(error);
  return `This submission was not graded, because the autograder failed; that is not your fault, tell your instructor. ${why}`;
}
