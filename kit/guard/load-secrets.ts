import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Course, notebookName } from "../lesson/index.ts";
import { type CourseSecrets, courseSecrets, type ExerciseAnswers } from "./secrets.ts";

/** The fingerprints of the answers in a learners' copy, from the course's root. `npm run release` writes it. */
export const SECRETS_FILE = "notebooks/answers.json";

/**
 * The secrets of a course: made from its solutions and right answers where they are, else read from {@link SECRETS_FILE}. Undefined where there is
 * neither, or where the file is damaged.
 */
export function loadSecrets(root: string, course: Course): CourseSecrets | undefined {
  return answersOf(root, course).length > 0 ? makeSecrets(root, course) : readSecrets(root);
}

/** Makes the secrets of a course that has its solutions. The same course gives the same ones. */
export function makeSecrets(root: string, course: Course): CourseSecrets {
  const answers = answersOf(root, course);
  // Made from the secret texts, so that it cannot be guessed without them, and every release has the same one.
  const salt = createHash("sha256").update(JSON.stringify(answers)).digest("hex").slice(0, 32);
  return courseSecrets(answers, salt);
}

function answersOf(root: string, course: Course): ExerciseAnswers[] {
  const right = rightAnswers(root);
  return course.lessons.flatMap(({ id: lesson, exercises }) =>
    exercises.flatMap(({ id, starter, solution }) => {
      if (solution === undefined) return [];
      const answers = right.filter((one) => one.id === id).map(({ code }) => code);
      return [{ id, starter, solution, answers, handedOut: handedOutCode(root, course, lesson) }];
    }),
  );
}

/** The code that is handed out to learners up to a lesson: the cells of the notebooks. */
export function handedOutCode(root: string, course: Course, lesson: string): string[] {
  return course.lessons
    .filter(({ id }) => id <= lesson)
    .flatMap((one) => codeCells(join(root, "notebooks", notebookName(one))));
}

/** The right answers that the checks are tried on; none in a learners' copy. */
function rightAnswers(root: string): { id: string; code: string }[] {
  const folder = join(root, "test/answers");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /^\d\d[\\/]right[\\/].*\.ts$/.test(file))
    .sort()
    .map((file) => {
      const code = readFileSync(join(folder, file), "utf8");
      return { id: /^\/\/ exercise (\d\d\.\d+)/.exec(code)?.[1] ?? "", code };
    });
}

/** The code cells of a learners' notebook; none where it is missing. */
function codeCells(file: string): string[] {
  if (!existsSync(file)) return [];
  const { cells } = JSON.parse(readFileSync(file, "utf8")) as {
    cells: readonly { cell_type: string; source: string | readonly string[] }[];
  };
  return cells.filter(({ cell_type }) => cell_type === "code").map(({ source }) => [source].flat().join(""));
}

function readSecrets(root: string): CourseSecrets | undefined {
  try {
    const secrets = JSON.parse(readFileSync(join(root, SECRETS_FILE), "utf8")) as CourseSecrets;
    return secrets.version === 1 && typeof secrets.salt === "string" && typeof secrets.exercises === "object"
      ? secrets
      : undefined;
  } catch {
    return undefined;
  }
}
