import { UsageError } from "../common/command-line.mjs";
import { courseFolder, rootOption } from "./run-command/caller-folder.ts";
import { defineCommand } from "./run-command/define-command.ts";
import { runAsProgram } from "./run-command/run-as-program.ts";

const EXAMPLE = 'npm run new-lesson -- 13 "Many machines"';

/** `npm run new-lesson`. */
export const newLessonCommand = defineCommand(
  {
    name: "new-lesson",
    usage: ['-- NUMBER "TITLE"'],
    about: `Writes the files that a new lesson begins with, and builds its notebooks. There is one exercise to replace, with its
checks and with the answers that they are tried on; npm run author-check then names what is still to write:

  solutions/NN-slug.ts      the lesson
  test/checks/NN.check.ts   the checks of its exercises
  test/answers/NN/right/    correct answers that the checks accept
  test/answers/NN/wrong/    mistakes that the checks catch`,
    positionals: true,
    options: { root: rootOption },
    closing:
      "Exit code: 0 when the lesson is written, 1 when it could not be, 2 for wrong use. Nothing is ever overwritten.",
  },
  async ({ values, positionals }, tools) => {
    const { id, title, slug } = readLessonName(positionals);
    const { writeNewLesson } = await import("./new-lesson/write-new-lesson.ts");
    await writeNewLesson(courseFolder(values.root), { id, title, slug }, tools);
    return 0;
  },
);

/** @throws UsageError for a number or a title that no lesson can have */
function readLessonName([number, title, ...more]: readonly string[]) {
  if (number === undefined)
    throw new UsageError(`Which lesson? Give its number and its title, for example: ${EXAMPLE}`);
  if (!/^\d{1,2}$/.test(number))
    throw new UsageError(`A lesson's number has one or two digits, such as 13, not "${number}": ${EXAMPLE}`);
  const id = number.padStart(2, "0");
  if (title === undefined || title.trim() === "")
    throw new UsageError(`Lesson ${id} needs a title, for example: ${EXAMPLE}`);
  if (more.length > 0) throw new UsageError(`Write the title in quotes, for example: ${EXAMPLE}`);
  const slug = slugOf(title);
  if (slug === "" || /["\\`\p{Cc}]/u.test(title))
    throw new UsageError(
      "A title has letters or digits, and no quotation marks, backslashes or line breaks: choose another one.",
    );
  return { id, title: title.trim(), slug };
}

/** The title as file names have it: small letters without accents, and hyphens. */
function slugOf(title: string): string {
  return title
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

if (import.meta.main) await runAsProgram(newLessonCommand);
