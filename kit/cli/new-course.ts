import { UsageError } from "../common/command-line.mjs";
import { courseFolder, fromCaller, rootOption } from "./run-command/caller-folder.ts";
import { defineCommand } from "./run-command/define-command.ts";
import { runAsProgram } from "./run-command/run-as-program.ts";

const EXAMPLE = 'npm run new-course -- ../my-course "My course"';

/** `npm run new-course`. */
export const newCourseCommand = defineCommand(
  {
    name: "new-course",
    usage: ['-- FOLDER ["TITLE"]'],
    about: `Writes a small course of your own in a new folder, on the same kit: for a teacher of something else than swarms.
It has two lessons with an exercise each, their checks, the answers that these are tried on, a README, tests and CI,
and brings kit/ and labs/ along. npm test in it is green; you replace the lessons one after the other.`,
    positionals: true,
    options: { root: rootOption },
    closing:
      "Exit code: 0 when the course is written, 1 when it could not be, 2 for wrong use. Nothing is ever overwritten.",
  },
  async ({ values, positionals: [folder, title, ...more] }, tools) => {
    if (folder === undefined) throw new UsageError(`Where to? Give a new folder, for example: ${EXAMPLE}`);
    if (more.length > 0) throw new UsageError(`Write the title in quotes, for example: ${EXAMPLE}`);
    if (title !== undefined && (title.trim() === "" || /["\\`\p{Cc}]/u.test(title)))
      throw new UsageError(
        "A title has letters or digits, and no quotation marks, backslashes or line breaks: choose another one.",
      );
    const { writeNewCourse } = await import("./new-course/write-new-course.ts");
    await writeNewCourse({ root: courseFolder(values.root), folder: fromCaller(folder), title }, tools);
    return 0;
  },
);

if (import.meta.main) await runAsProgram(newCourseCommand);
