import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Points } from "../../lesson/index.ts";
import { LessonError, writeNotebooks } from "../../lesson/index.ts";
import { ReleaseError, writeRelease } from "../index.ts";

const HELP = `Usage: npm run release -- OUT

Makes the learners' copy of the course in the folder OUT: everything a learner needs for npm run lab, and no
solutions, no hidden checks, no known answers, no history. Before it is put in place it is searched for leaks; if one
is found, nothing is released. A release that stands at OUT is replaced, anything else is left alone.

Options:
  --root FOLDER  the course's folder (default: the one this command belongs to)
  --help         this text`;

/** What the command works with; replaced in tests. */
export interface ReleaseCommandDeps {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** The course's folder where none is given. */
  readonly root: () => Promise<string>;
  /** The points of each exercise's visible checks. */
  readonly points: (root: string) => Promise<Points>;
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
  const [target, ...more] = positionals;
  if (target === undefined || more.length > 0) {
    err("Where to? Give one folder, for example: npm run release -- ../swarmlab-learners");
    return 2;
  }
  try {
    const root = resolve(values.root ?? (await deps.root()));
    await refuseOldNotebooks(root, deps);
    // npm runs scripts in the project's folder; the path was typed where npm was called.
    const { folder, files, secrets } = await writeRelease(root, resolve(process.env.INIT_CWD ?? ".", target));
    out(`${folder} holds the learners' copy: ${files} files.`);
    out(`It was searched for ${secrets} pieces of solutions and hidden checks, and has none of them.`);
    out("Hand it out as a folder, a zip or a repository of its own. Learners start it with npm run lab.");
    return 0;
  } catch (error) {
    const isKnown = ReleaseError.isReleaseError(error) || LessonError.isLessonError(error);
    if (!isKnown && (error as { code?: unknown }).code !== "CHECK_FILE") throw error;
    err((error as Error).message);
    return 1;
  }
}

async function refuseOldNotebooks(root: string, { points }: ReleaseCommandDeps): Promise<void> {
  const { files } = writeNotebooks(root, { check: true, points: await points(root) });
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
    options: { root: { type: "string" }, help: { type: "boolean", short: "h" } },
  });
}
