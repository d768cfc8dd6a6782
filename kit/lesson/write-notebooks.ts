import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "../common/write-file.ts";
import { COURSE_FILE, courseText } from "./course/course.ts";
import { readBuiltMetadata } from "./files/built-notebook.ts";
import { GLOSSARY_FILE, type Lesson, notebookName } from "./lesson.ts";
import { LessonError } from "./lesson-error.ts";
import { buildNotebooks, type Points } from "./notebook/build-notebooks.ts";
import { notebookText } from "./notebook/notebook.ts";
import { parseLesson } from "./source/parse-lesson.ts";

export interface WriteNotebooksOptions {
  /** Points of each exercise's visible checks, by exercise id. */
  readonly points: Points;
  /**
   * Only compare: nothing is written or removed.
   * @default false
   */
  readonly check?: boolean;
}

/** The state of one built file; its path is relative to the course's root. */
export interface BuiltFile {
  readonly file: string;
  /**
   * `current`: the file is as its source builds it. `written`, `removed`: it was not, and now is.
   * When only comparing: `missing`; `outdated`: it differs from what its source builds; `stale`: it has no source any more.
   * `foreign`: a notebook without a source that this course did not build; it is never changed.
   */
  readonly state: "current" | "written" | "removed" | "missing" | "outdated" | "stale" | "foreign";
}

export interface NotebooksReport {
  readonly files: readonly BuiltFile[];
  /** Sentences on exercises without checks, and on checks without an exercise. */
  readonly notes: readonly string[];
}

/**
 * Builds `notebooks/NN-slug.ipynb`, `solutions/NN-slug.ipynb` and `notebooks/course.json` from all lesson sources in
 * `solutions/`, and copies the glossary beside them. Every source is read before a file is written, so a broken lesson leaves the course as it was.
 *
 * @param root The course's folder.
 * @throws LessonError `INVALID_LESSON`: one line for each broken source; `SOURCES_MISSING`: the course has no source.
 */
export function writeNotebooks(
  root: string,
  { points, check = false }: WriteNotebooksOptions,
): NotebooksReport {
  const lessons = readLessons(root);
  const wanted = new Map<string, string>();
  for (const lesson of lessons) {
    const { learner, solved } = buildNotebooks(lesson, points);
    wanted.set(`notebooks/${notebookName(lesson)}`, notebookText(learner));
    wanted.set(`solutions/${notebookName(lesson)}`, notebookText(solved));
  }
  wanted.set(COURSE_FILE, courseText(lessons));
  // The lessons link to the glossary beside them, in solutions/, notebooks/ and work/.
  if (existsSync(join(root, "solutions", GLOSSARY_FILE)))
    wanted.set(`notebooks/${GLOSSARY_FILE}`, readText(root, `solutions/${GLOSSARY_FILE}`));

  if (!check) mkdirSync(join(root, "notebooks"), { recursive: true });
  const files = [...wanted].map(([file, text]) => writeOrCompare(root, file, text, check));
  files.push(...notebooksWithoutSource(root, wanted).map((file) => removeOrCompare(root, file, check)));
  return { files, notes: pointsNotes(lessons, points) };
}

/** All lessons of a course in order. */
export function readLessons(root: string): Lesson[] {
  const names = listFolder(root, "solutions").filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".d.ts"),
  );
  if (names.length === 0) {
    throw new LessonError(
      "SOURCES_MISSING",
      "There is no lesson source (solutions/NN-slug.ts) here, so there is nothing to build: a learners' copy of the " +
        "course comes with its notebooks built.",
    );
  }
  const lessons: Lesson[] = [];
  const broken: LessonError[] = [];
  for (const name of names) {
    try {
      const lesson = parseLesson(readText(root, `solutions/${name}`), `solutions/${name}`);
      const twin = lessons.find(({ id }) => id === lesson.id);
      if (twin) {
        const sentence = `lesson ${lesson.id} is there already, as ${twin.id}-${twin.slug}.ts: give one of them another number`;
        throw new LessonError("INVALID_LESSON", sentence, { file: `solutions/${name}` });
      }
      lessons.push(lesson);
    } catch (error) {
      if (!LessonError.is(error)) throw error;
      broken.push(error);
    }
  }
  if (broken.length === 1) throw broken[0];
  if (broken.length > 1)
    throw new LessonError("INVALID_LESSON", broken.map((error) => error.message).join("\n"));
  return lessons;
}

function readText(root: string, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(join(root, file)));
  } catch (error) {
    const why = error instanceof TypeError ? "it is not UTF-8 text" : (error as Error).message;
    throw new LessonError("UNREADABLE", `cannot be read: ${why}`, { file });
  }
}

function listFolder(root: string, folder: string): string[] {
  try {
    return readdirSync(join(root, folder)).sort();
  } catch {
    return [];
  }
}

function writeOrCompare(root: string, file: string, text: string, check: boolean): BuiltFile {
  const path = join(root, file);
  let present: Buffer | undefined;
  try {
    present = readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw unwritable(file, error);
  }
  if (present?.equals(Buffer.from(text))) return { file, state: "current" };
  if (check) return { file, state: present ? "outdated" : "missing" };
  try {
    replaceFile(path, text);
  } catch (error) {
    throw unwritable(file, error);
  }
  return { file, state: "written" };
}

function unwritable(file: string, error: unknown): LessonError {
  return new LessonError("UNREADABLE", `${file} cannot be read or written: ${(error as Error).message}.`);
}

/** Notebooks without a source. */
function notebooksWithoutSource(root: string, wanted: ReadonlyMap<string, string>): string[] {
  return ["notebooks", "solutions"].flatMap((folder) =>
    listFolder(root, folder)
      .filter((name) => name.endsWith(".ipynb"))
      .map((name) => `${folder}/${name}`)
      .filter((file) => !wanted.has(file)),
  );
}

function removeOrCompare(root: string, file: string, check: boolean): BuiltFile {
  if (readBuiltMetadata(join(root, file))?.version === undefined) return { file, state: "foreign" };
  if (check) return { file, state: "stale" };
  rmSync(join(root, file));
  return { file, state: "removed" };
}

function pointsNotes(lessons: readonly Lesson[], points: Points): string[] {
  const ids = new Set(lessons.flatMap((lesson) => lesson.exercises.map((exercise) => exercise.id)));
  const without = [...ids].filter((id) => !Object.hasOwn(points, id));
  const unknown = Object.keys(points).filter((id) => !ids.has(id));
  const checkFile = (id: string) => `test/checks/${id.split(".", 1)[0]}.check.ts`;
  return [
    ...without.map((id) => `Exercise ${id} is worth nothing yet: ${checkFile(id)} has no checks for it.`),
    ...unknown.map((id) => `${checkFile(id)} checks exercise ${id}, which no lesson has.`),
  ];
}
