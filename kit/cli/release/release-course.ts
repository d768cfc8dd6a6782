import { randomBytes } from "node:crypto";
import { type CollectedChecks, collectChecks, visiblePoints } from "../../checking/index.ts";
import { type CourseLesson, LessonError, loadCourse, writeNotebooks } from "../../lesson/index.ts";
import { ReleaseError, writeAutograder, writeRelease } from "../../release/index.ts";
import { CommandFailure, type CommandTools } from "../run-command/define-command.ts";

/** What to make of the course. Paths are absolute. */
export interface ReleaseRequest {
  readonly root: string;
  /** The folder of the learners' copy. */
  readonly copy?: string;
  /** The platform that the copy is a repository of. @default none */
  readonly platform?: "github";
  /** The zip of the autograder. */
  readonly autograder?: string;
  /** The lessons that the autograder takes, by two digits. @default all */
  readonly lessons?: readonly string[];
}

/** Exit code. */
const REFUSED = 1;

/** Makes the learners' copy, the autograder, or both. @throws CommandFailure when nothing was released */
export async function releaseCourse(request: ReleaseRequest, tools: CommandTools): Promise<void> {
  const { root, copy, platform, autograder, lessons } = request;
  try {
    const checks = await collectChecks(root);
    refuseOldNotebooks(root, checks);
    if (copy !== undefined) await handOut(root, copy, platform, tools);
    if (autograder !== undefined) await pack(root, autograder, { lessons, checks }, tools);
  } catch (error) {
    const isKnown = ReleaseError.is(error) || LessonError.is(error);
    if (!isKnown && (error as { code?: unknown }).code !== "CHECK_FILE") throw error;
    throw new CommandFailure((error as Error).message, REFUSED, { cause: error });
  }
}

async function handOut(
  root: string,
  target: string,
  platform: ReleaseRequest["platform"],
  { out }: CommandTools,
): Promise<void> {
  const { folder, files, secrets, unknown } = await writeRelease(root, target, platform ? { platform } : {});
  out.write(`${folder} holds the learners' copy: ${files} files.\n`);
  out.write(`It was searched for ${secrets} pieces of solutions and hidden checks, and has none of them.\n`);
  if (unknown.length > 0) out.write(`Not in git, and handed out all the same: ${unknown.join(", ")}.\n`);
  out.write(
    "Hand it out as a folder, a zip or a repository of its own. Learners start it with npm run lab.\n",
  );
}

async function pack(
  root: string,
  target: string,
  { lessons: ids, checks }: { lessons: readonly string[] | undefined; checks: CollectedChecks },
  { out }: CommandTools,
): Promise<void> {
  const { lessons } = loadCourse(root);
  const unknown = ids?.find((id) => !lessons.some((lesson) => lesson.id === id));
  if (unknown !== undefined)
    throw new ReleaseError(
      "NO_LESSON",
      `The course has no lesson ${unknown}. It has ${lessons.map(({ id }) => id).join(", ")}.`,
    );
  const { file, files } = await writeAutograder(root, target, {
    seed: randomBytes(16).toString("hex"),
    ...(ids ? { lessons: ids } : {}),
  });
  out.write(
    `${file} is an autograder for Gradescope: ${files} files, with solutions and hidden checks. Show it to no learner.\n`,
  );
  for (const lesson of lessons.filter(({ id }) => ids?.includes(id) ?? true)) {
    const { byChecks, byHand } = worth(lesson, checks);
    const manual = byHand === 0 ? "" : `, and ${byHand} more that you give by hand`;
    if (byChecks + byHand > 0) out.write(`Lesson ${lesson.id} is worth ${byChecks} points${manual}.\n`);
  }
  if (ids === undefined)
    out.write("It grades whatever lesson is handed in. For an assignment of one lesson, add --lesson 01.\n");
}

/** Points of a lesson, those of its hidden checks included. */
function worth({ exercises, manual = [] }: CourseLesson, checks: CollectedChecks) {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  return {
    byChecks: sum(exercises.flatMap(({ id }) => (checks[id]?.checks ?? []).map(({ points }) => points))),
    byHand: sum(manual.map(({ points }) => points)),
  };
}

function refuseOldNotebooks(root: string, checks: CollectedChecks): void {
  const { files } = writeNotebooks(root, { check: true, points: visiblePoints(checks) });
  const wrong = files.filter(({ state }) => state !== "current" && state !== "foreign");
  if (wrong.length === 0) return;
  throw new ReleaseError(
    "OUTDATED_NOTEBOOKS",
    `${wrong.map(({ file }) => file).join(", ")} ${wrong.length === 1 ? "is" : "are"} not what the sources give: run npm run notebooks first.`,
  );
}
