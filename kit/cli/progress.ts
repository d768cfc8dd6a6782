import { courseFolder, rootOption } from "./run-command/caller-folder.ts";
import { CommandFailure, defineCommand } from "./run-command/define-command.ts";
import { runAsProgram } from "./run-command/run-as-program.ts";

/** Exit code of a course that cannot be read. */
const NO_COURSE = 2;

/** `npm run progress`. */
export const progressCommand = defineCommand(
  {
    name: "progress",
    usage: ["[-- options]"],
    about: `Shows what your checks have verified, lesson by lesson, how much of the course's checklist holds, and what is next.
An exercise is verified when check() was green in a notebook in work/, or npm run check was on its file.`,
    options: {
      all: { help: "give every exercise and every item of the checklist a line" },
      json: { help: "print it as JSON" },
      root: rootOption,
    },
    closing:
      "Exit code: 0, also when nothing is verified yet; 2 for wrong use or a course that cannot be read.",
  },
  async ({ values }, { out }) => {
    const [{ LessonError, loadCourse }, { overviewOf, overviewText }] = await Promise.all([
      import("../lesson/index.ts"),
      import("../notebook/index.ts"),
    ]);
    const root = courseFolder(values.root);
    try {
      const overview = overviewOf(root, loadCourse(root));
      const color = out.isTTY === true && process.env.NO_COLOR === undefined;
      out.write(
        values.json
          ? `${JSON.stringify(overview, null, 2)}\n`
          : `${overviewText(overview, { color, all: values.all })}\n`,
      );
      return 0;
    } catch (error) {
      if (!LessonError.is(error)) throw error;
      throw new CommandFailure(error.message, NO_COURSE, { cause: error });
    }
  },
);

if (import.meta.main) await runAsProgram(progressCommand);
