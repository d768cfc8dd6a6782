import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  judgeMutants,
  mutantsOf,
  mutationFile,
  readAuthoredCourse,
  readMutationRecord,
  recordText,
  updatedRecord,
} from "../authoring/index.ts";
import { LessonError } from "../lesson/index.ts";

/** Percent of a lesson's mutants that its checks have to notice. */
const WANTED = 90;

/**
 * `npm run author-check -- --mutants`: changes the solutions in small ways, and writes down which changes no check notices.
 * @returns the exit code
 */
export async function mutants(
  root: string,
  asked: readonly string[] | undefined,
  out: NodeJS.WritableStream,
  onProgress: (done: number, of: number) => void,
): Promise<number> {
  const course = readAuthoredCourse(root, {});
  const chosen = course.lessons.filter(({ id }) => asked === undefined || asked.includes(id));
  const unknown = asked?.find((id) => !course.lessons.some((lesson) => lesson.id === id));
  if (unknown !== undefined)
    throw new LessonError("INVALID_LESSON", `There is no lesson ${unknown} in solutions/ that can be read.`);
  const all = (await Promise.all(chosen.map(mutantsOf))).flat();
  const judged = await judgeMutants(root, course.lessons, all, (_, done) => onProgress(done, all.length));
  const record = updatedRecord(readMutationRecord(root), judged);
  const file = join(root, mutationFile);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, recordText(record));
  let isGood = true;
  for (const { id, title } of chosen) {
    const lesson = record[id];
    if (!lesson) continue;
    out.write(
      `Lesson ${id} · ${title}: ${lesson.asked} % of the mutants of what is asked for are noticed (${lesson.score} % of all ${lesson.killed + lesson.survived}; ${lesson.invalid} more do not compile).\n`,
    );
    for (const { exercise, line, original, replacement, reason } of lesson.survivors)
      out.write(
        `  ${exercise}, line ${line}: \`${original}\` as \`${replacement}\` passes every check: ${reason === "" ? "say why in the file, or add a check." : reason}\n`,
      );
    isGood &&= lesson.asked >= WANTED && lesson.survivors.every(({ reason }) => reason !== "");
  }
  out.write(
    `${mutationFile} is written. ${isGood ? "The contract is kept." : `Each lesson wants ${WANTED} %, and a reason for every survivor.`}\n`,
  );
  return isGood ? 0 : 1;
}
