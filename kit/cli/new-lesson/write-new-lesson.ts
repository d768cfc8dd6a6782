import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { collectChecks, visiblePoints } from "../../checking/index.ts";
import { addFile } from "../../common/write-file.ts";
import { buildCourse } from "../notebooks/build-course.ts";
import { CommandFailure, type CommandTools } from "../run-command/define-command.ts";
import { type NewLesson, newLessonFiles } from "./new-lesson-files.ts";

/** Exit code. */
const NOT_WRITTEN = 1;

/**
 * Writes the files of a new lesson and builds the notebooks.
 *
 * @param root the course's folder
 * @throws CommandFailure when the number is taken, or when the folder holds no lesson sources
 */
export async function writeNewLesson(root: string, lesson: NewLesson, tools: CommandTools): Promise<void> {
  const { id } = lesson;
  if (!existsSync(join(root, "solutions")))
    throw new CommandFailure(
      "There is no folder solutions/ here: a learners' copy of the course has no lesson sources.",
      NOT_WRITTEN,
    );
  const [taken] = filesOfLesson(root, id);
  if (taken !== undefined)
    throw new CommandFailure(
      `There is a lesson ${id} already (${taken}): choose another number.`,
      NOT_WRITTEN,
    );
  for (const [file, text] of Object.entries(newLessonFiles(lesson))) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    if (!addFile(join(root, file), text))
      throw new CommandFailure(`${file} exists already, and is left as it is.`, NOT_WRITTEN);
    tools.out.write(`wrote  ${file}\n`);
  }
  const points = async (course: string) => visiblePoints(await collectChecks(course));
  await buildCourse({ root, check: false, points }, tools);
  tools.out.write(
    `\nLesson ${id} begins here. npm run author-check -- --lesson ${id} names what is still to write; docs/authors.md shows how.\n`,
  );
}

/** What there is of a lesson already, from the course's root. */
function filesOfLesson(root: string, id: string): string[] {
  return ["solutions", "test/checks", "test/answers", "notebooks"].flatMap((folder) =>
    namesIn(join(root, folder))
      // The source is named before what is built from it.
      .sort((one, other) => Number(other.endsWith(".ts")) - Number(one.endsWith(".ts")))
      .filter((name) => name === id || name.startsWith(`${id}-`) || name.startsWith(`${id}.`))
      .map((name) => `${folder}/${name}`),
  );
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
