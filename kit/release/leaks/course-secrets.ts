import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadCourse } from "../../lesson/index.ts";
import { visibleChecks } from "../visible-checks.ts";
import { type Secret, secretsIn, squeeze } from "./secret.ts";

/**
 * Everything that learners must not get: the solutions, the correct answers the checks are tried on, and the hidden
 * checks. What a learner has anyway is no secret: the starter of the exercise, and the code of labs.
 *
 * @param labs The sources of labs, whole.
 */
export function courseSecrets(root: string, labs: string): Secret[] {
  const known = squeeze(labs);
  const { lessons } = loadCourse(root);
  const exercises = lessons.flatMap((lesson) => lesson.exercises);
  const answers = correctAnswers(root);
  const ofExercises = exercises.flatMap(({ id, starter, solution }) => {
    const isNew = ({ text }: Secret) => !squeeze(starter).includes(text) && !known.includes(text);
    return [
      ...secretsIn(solution ?? "", `the solution of exercise ${id}`),
      ...answers
        .filter((answer) => answer.exercise === id)
        .flatMap(({ code, file }) => secretsIn(code, `the answer ${file}`)),
    ].filter(isNew);
  });
  return [...ofExercises, ...hiddenChecks(root)];
}

function correctAnswers(root: string) {
  const folder = join(root, "test/answers");
  let files: string[];
  try {
    files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  } catch {
    return [];
  }
  return files
    .filter((file) => /^\d\d[\\/]right[\\/].*\.ts$/.test(file))
    .map((file) => {
      const code = readFileSync(join(folder, file), "utf8");
      const exercise = /^\/\/ exercise (\d\d\.\d+)/.exec(code)?.[1];
      return { file: `test/answers/${file}`, exercise, code };
    });
}

/** What stands in the check files, and not in what learners get of them. */
function hiddenChecks(root: string): Secret[] {
  const folder = join(root, "test/checks");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".check.ts"))
    .flatMap((name) => {
      const source = readFileSync(join(folder, name), "utf8");
      const visible = squeeze(visibleChecks(source, name));
      const names = [...source.matchAll(/\bhidden\(\s*(["'`])(.{12,}?)\1/g)].map(
        (match) => match[2] as string,
      );
      return [
        ...secretsIn(source, `a hidden check in ${name}`),
        ...names.map((title) => ({ of: `a hidden check in ${name}`, text: squeeze(title) })),
      ].filter(({ text }) => !visible.includes(text));
    });
}
