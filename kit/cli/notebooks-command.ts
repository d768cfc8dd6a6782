import { parseArgs } from "node:util";
import type { Points } from "../lesson/index.ts";
import { type BuiltFile, LessonError, type NotebooksReport, writeNotebooks } from "../lesson/index.ts";

const HELP = `Usage: npm run notebooks [-- --check]

Builds, from each lesson source solutions/NN-slug.ts:
  notebooks/NN-slug.ipynb   the learner's notebook
  solutions/NN-slug.ipynb   the solved notebook
  notebooks/course.json     what check() and hint() know of the course

Options:
  --check        write nothing; exit with 1 and name each file that is not what its source gives
  --root FOLDER  the course's folder (default: the one this command belongs to)
  --help         this text`;

/** What the command works with; replaced in tests. */
export interface NotebooksCommandDeps {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** The course's folder where none is given. */
  readonly root: () => Promise<string>;
  /** The points of each exercise's visible checks. */
  readonly points: (root: string) => Promise<Points>;
}

/**
 * `npm run notebooks`: builds the notebooks, or with `--check` only compares.
 *
 * @returns The exit code: 0 when all is in order, 1 when a file is not as its source gives it or a source is broken, 2 for
 * wrong use.
 */
export async function notebooksCommand(argv: readonly string[], deps: NotebooksCommandDeps): Promise<number> {
  const { out, err } = deps;
  let options: ReturnType<typeof readOptions>;
  try {
    options = readOptions(argv);
  } catch (error) {
    err(`${(error as Error).message}\n\n${HELP}`);
    return 2;
  }
  if (options.help) {
    out(HELP);
    return 0;
  }
  const { check = false } = options;
  try {
    const root = options.root ?? (await deps.root());
    const report = writeNotebooks(root, { check, points: await deps.points(root) });
    return check ? reportComparison(report, deps) : reportBuild(report, deps);
  } catch (error) {
    if (!LessonError.isLessonError(error) && (error as { code?: unknown }).code !== "CHECK_FILE") throw error;
    // A broken lesson source, or a check file that cannot be loaded: the sentence says which.
    err((error as Error).message);
    return 1;
  }
}

function readOptions(argv: readonly string[]) {
  const flags = {
    check: { type: "boolean" },
    root: { type: "string" },
    help: { type: "boolean", short: "h" },
  } as const;
  return parseArgs({ args: [...argv], options: flags }).values;
}

const WRONG = {
  missing: "is missing: run `npm run notebooks`",
  outdated: "is not what its source gives: run `npm run notebooks`",
  stale: "has no source any more: run `npm run notebooks` to remove it",
  foreign: "has no source, and was not built here: move it to another folder",
} as const;

function reportComparison({ files, notes }: NotebooksReport, { out, err }: NotebooksCommandDeps): number {
  const wrong = files.filter(
    (file): file is BuiltFile & { state: keyof typeof WRONG } => file.state in WRONG,
  );
  for (const { file, state } of wrong) err(`${file} ${WRONG[state]}`);
  for (const note of notes) err(note);
  if (wrong.length > 0 || notes.length > 0) return 1;
  out(`All ${files.length} built files are what their sources give.`);
  return 0;
}

function reportBuild({ files, notes }: NotebooksReport, { out, err }: NotebooksCommandDeps): number {
  for (const { file, state } of files) {
    if (state === "foreign") err(`${file} ${WRONG.foreign}`);
    else if (state !== "current") out(`${state === "removed" ? "removed" : "wrote"}  ${file}`);
  }
  for (const note of notes) err(note);
  const current = files.filter(({ state }) => state === "current").length;
  out(current === 0 ? "The notebooks are built." : `The notebooks are built; ${current} were so already.`);
  return 0;
}
