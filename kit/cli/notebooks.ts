import { courseFolder, rootOption } from "./run-command/caller-folder.ts";
import { defineCommand } from "./run-command/define-command.ts";
import { runAsProgram } from "./run-command/run-as-program.ts";

/** `npm run notebooks`. */
export const notebooksCommand = defineCommand(
  {
    name: "notebooks",
    usage: ["[-- --check]"],
    about: `Builds, from each lesson source solutions/NN-slug.ts:
  notebooks/NN-slug.ipynb   the learner's notebook
  solutions/NN-slug.ipynb   the solved notebook
  notebooks/course.json     what check() and hint() know of the course`,
    options: {
      check: {
        help: "write nothing; exit with 1 and name each file that is not what its source gives",
      },
      root: rootOption,
    },
    closing: "Exit code: 0 when all is in order, 1 when it is not or a source is broken, 2 for wrong use.",
  },
  async ({ values: { check, root } }, tools) => {
    const [{ buildCourse }, { collectChecks, visiblePoints }] = await Promise.all([
      import("./notebooks/build-course.ts"),
      import("../checking/index.ts"),
    ]);
    const points = async (course: string) => visiblePoints(await collectChecks(course));
    return buildCourse({ root: courseFolder(root), check, points }, tools);
  },
);

if (import.meta.main) await runAsProgram(notebooksCommand);
