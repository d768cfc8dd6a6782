import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { courseRoot } from "../common/course-root.ts";
import { LessonError, loadCourse } from "../lesson/index.ts";
import { overviewOf, overviewText } from "../notebook/progress/index.ts";

const help = `Usage: npm run progress [-- OPTIONS]

Ticks what your checks have verified, exercise by exercise and on the course's checklist, and says what is next.
An exercise is verified when check() was green in a notebook in work/, or npm run check was on its file.

Options:
  --json           print it as JSON
  --root FOLDER    the course's folder (default: the one this program belongs to)
  --help           this text

Exit code: 0, also when nothing is verified yet; 2 for wrong use or a course that cannot be read.
`;

/** `npm run progress`. @returns the exit code */
export function progressCommand(
  argv: readonly string[],
  { out, err }: { out: NodeJS.WritableStream & { isTTY?: boolean }; err: NodeJS.WritableStream },
): number {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        json: { type: "boolean" },
        root: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help) {
      out.write(help);
      return 0;
    }
    const root = resolve(values.root ?? courseRoot());
    const overview = overviewOf(root, loadCourse(root));
    const color = out.isTTY === true && process.env.NO_COLOR === undefined;
    out.write(
      values.json ? `${JSON.stringify(overview, null, 2)}\n` : `${overviewText(overview, { color })}\n`,
    );
    return 0;
  } catch (error) {
    const isUse = (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS") === true;
    if (!isUse && !LessonError.isLessonError(error)) throw error;
    const { message } = error as Error;
    err.write(
      isUse
        ? `${message.split(". ")[0]}. Run npm run progress -- --help to see what there is.\n`
        : `${message}\n`,
    );
    return 2;
  }
}
