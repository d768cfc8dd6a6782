import {
  type BuiltFile,
  LessonError,
  type NotebooksReport,
  type Points,
  writeNotebooks,
} from "../../lesson/index.ts";
import { CommandFailure, type CommandTools } from "../run-command/define-command.ts";

/** What to build. */
export interface NotebooksRequest {
  readonly root: string;
  /** Whether to compare only, and to write nothing. */
  readonly check: boolean;
  /** The points of each exercise's visible checks. */
  readonly points: (root: string) => Promise<Points>;
}

/** Exit code of a broken source, or of files that are not what their sources give. */
const NOT_IN_ORDER = 1;

/**
 * Builds the notebooks, or compares them, and prints each file that is not as it was.
 *
 * @returns the exit code
 * @throws CommandFailure for a source or a check file that cannot be read
 */
export async function buildCourse(
  { root, check, points }: NotebooksRequest,
  tools: CommandTools,
): Promise<number> {
  try {
    const report = writeNotebooks(root, { check, points: await points(root) });
    return check ? reportComparison(report, tools) : reportBuild(report, tools);
  } catch (error) {
    if (!LessonError.is(error) && (error as { code?: unknown }).code !== "CHECK_FILE") throw error;
    throw new CommandFailure((error as Error).message, NOT_IN_ORDER, { cause: error });
  }
}

const WRONG = {
  missing: "is missing: run `npm run notebooks`",
  outdated: "is not what its source gives: run `npm run notebooks`",
  stale: "has no source any more: run `npm run notebooks` to remove it",
  foreign: "has no source, and was not built here: move it to another folder",
} as const;

function reportComparison({ files, notes }: NotebooksReport, { out, err }: CommandTools): number {
  const wrong = files.filter(
    (file): file is BuiltFile & { state: keyof typeof WRONG } => file.state in WRONG,
  );
  for (const { file, state } of wrong) err.write(`${file} ${WRONG[state]}\n`);
  for (const note of notes) err.write(`${note}\n`);
  if (wrong.length > 0 || notes.length > 0) return NOT_IN_ORDER;
  out.write(`All ${files.length} built files are what their sources give.\n`);
  return 0;
}

function reportBuild({ files, notes }: NotebooksReport, { out, err }: CommandTools): number {
  for (const { file, state } of files) {
    if (state === "foreign") err.write(`${file} ${WRONG.foreign}\n`);
    else if (state !== "current") out.write(`${state === "removed" ? "removed" : "wrote"}  ${file}\n`);
  }
  for (const note of notes) err.write(`${note}\n`);
  const current = files.filter(({ state }) => state === "current").length;
  out.write(
    current === 0 ? "The notebooks are built.\n" : `The notebooks are built; ${current} were so already.\n`,
  );
  return 0;
}
