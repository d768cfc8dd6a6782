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
} from "../../authoring/index.ts";
import { LessonError } from "../../lesson/index.ts";

/** Percent of a lesson's mutants that its checks have to notice. */
const WANTED_PERCENT = 90;

/**
 * Changes the solutions of a course in small ways, and writes down which changes no check notices.
 *
 * @param asked the lessons, by two digits; undefined for all
 * @returns the report, and whether the contract is kept
 */
export async function judgeCourseMutants(
  root: string,
  asked: readonly string[] | undefined,
  onProgress: (done: number, of: number) => void,
): Promise<{ readonly text: string; readonly isGood: boolean }> {
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
  const lines: string[] = [];
  for (const { id, title } of chosen) {
    const lesson = record[id];
    if (!lesson) continue;
    lines.push(
      `Lesson ${id} · ${title}: ${lesson.asked} % of the mutants of what is asked for are noticed (${lesson.score} % of all ${lesson.killed + lesson.survived}; ${lesson.invalid} more do not compile).`,
    );
    for (const { exercise, line, original, replacement, reason } of lesson.survivors)
      lines.push(
        `  ${exercise}, line ${line}: \`${original}\` as \`${replacement}\` passes every check: ${reason === "" ? "say why in the file, or add a check." : reason}`,
      );
    isGood &&= lesson.asked >= WANTED_PERCENT && lesson.survivors.every(({ reason }) => reason !== "");
  }
  lines.push(
    `${mutationFile} is written. ${isGood ? "Mutants: enough are noticed, and every survivor has a reason." : `Each lesson wants ${WANTED_PERCENT} %, and a reason for every survivor.`}`,
  );
  return { text: `${lines.join("\n")}\n`, isGood };
}
