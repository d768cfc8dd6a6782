import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type CollectedChecks, visiblePoints } from "../checking/index.ts";
import { type CourseLesson, LessonError, loadCourse, writeNotebooks } from "../lesson/index.ts";
import { ReleaseError, writeAutograder, writeRelease } from "../release/index.ts";

const HELP = `Usage: npm run release -- OUT
       npm run release -- --gradescope AUTOGRADER.zip [--lesson ID]

Makes the learners' copy of the course in the folder OUT: everything a learner needs for npm run lab, and no
solutions, no hidden checks, no known answers, no history. Before it is put in place it is searched for leaks; if one
is found, nothing is released. A release that stands at OUT is replaced, anything else is left alone.

With --gradescope it makes an autograder for Gradescope, which grades with the hidden checks too: that zip is for you and
Gradescope alone. It says how many points the assignment is worth. Both can be made at once.

Options:
  --gradescope FILE  the zip to write; one that stands there is replaced
  --lesson ID    with --gradescope: the lesson that is to be handed in (may be given several times; default: whatever
                 is handed in)
  --root FOLDER  the course's folder (default: the one this command belongs to)
  --help         this text`;

/** What the command works with; replaced in tests. */
export interface ReleaseCommandDeps {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** The course's folder where none is given. */
  readonly root: () => Promise<string>;
  /** The checks of each exercise. */
  readonly checks: (root: string) => Promise<CollectedChecks>;
}

/** `npm run release`. @returns the exit code: 0 released, 1 refused, 2 wrong use */
export async function releaseCommand(argv: readonly string[], deps: ReleaseCommandDeps): Promise<number> {
  const { out, err } = deps;
  let options: ReturnType<typeof readOptions>;
  try {
    options = readOptions(argv);
  } catch (error) {
    err(`${(error as Error).message}\n\n${HELP}`);
    return 2;
  }
  const { values, positionals } = options;
  if (values.help) {
    out(HELP);
    return 0;
  }
  const { gradescope, lesson: lessons } = values;
  const [target, ...more] = positionals;
  if (more.length > 0 || (target === undefined && gradescope === undefined)) {
    err("Where to? Give one folder, for example: npm run release -- ../swarmlab-learners");
    return 2;
  }
  if (lessons !== undefined && gradescope === undefined) {
    err("--lesson goes with --gradescope: the learners' copy always holds the whole course.");
    return 2;
  }
  try {
    const root = resolve(values.root ?? (await deps.root()));
    const checks = await deps.checks(root);
    refuseOldNotebooks(root, checks);
    // npm runs scripts in the project's folder; the path was typed where npm was called.
    const fromCaller = (path: string) => resolve(process.env.INIT_CWD ?? ".", path);
    if (target !== undefined) await handOut(root, fromCaller(target), out);
    if (gradescope !== undefined) await pack(root, fromCaller(gradescope), { lessons, checks }, out);
    return 0;
  } catch (error) {
    const isKnown = ReleaseError.isReleaseError(error) || LessonError.isLessonError(error);
    if (!isKnown && (error as { code?: unknown }).code !== "CHECK_FILE") throw error;
    err((error as Error).message);
    return 1;
  }
}

async function handOut(root: string, target: string, out: (line: string) => void): Promise<void> {
  const { folder, files, secrets, unknown } = await writeRelease(root, target);
  out(`${folder} holds the learners' copy: ${files} files.`);
  out(`It was searched for ${secrets} pieces of solutions and hidden checks, and has none of them.`);
  if (unknown.length > 0) out(`Not in git, and handed out all the same: ${unknown.join(", ")}.`);
  out("Hand it out as a folder, a zip or a repository of its own. Learners start it with npm run lab.");
}

async function pack(
  root: string,
  target: string,
  { lessons: asked, checks }: { lessons: readonly string[] | undefined; checks: CollectedChecks },
  out: (line: string) => void,
): Promise<void> {
  const { lessons } = loadCourse(root);
  const ids = asked?.map((id) => id.padStart(2, "0"));
  const unknown = ids?.find((id) => !lessons.some((lesson) => lesson.id === id));
  if (unknown !== undefined)
    throw new ReleaseError(
      "NO_LESSON",
      `The course has no lesson ${unknown}. It has ${lessons.map(({ id }) => id).join(", ")}.`,
    );
  const { file, files } = await writeAutograder(root, target, ids ? { lessons: ids } : {});
  out(
    `${file} is an autograder for Gradescope: ${files} files, with solutions and hidden checks. Show it to no learner.`,
  );
  for (const lesson of lessons.filter(({ id }) => ids?.includes(id) ?? true)) {
    const { byChecks, byHand } = worth(lesson, checks);
    const manual = byHand === 0 ? "" : `, and ${byHand} more that you give by hand`;
    if (byChecks + byHand > 0) out(`Lesson ${lesson.id} is worth ${byChecks} points${manual}.`);
  }
  if (ids === undefined)
    out("It grades whatever lesson is handed in. For an assignment of one lesson, add --lesson 01.");
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

function readOptions(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      root: { type: "string" },
      gradescope: { type: "string" },
      lesson: { type: "string", multiple: true },
      help: { type: "boolean", short: "h" },
    },
  });
}
