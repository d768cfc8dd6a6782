import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadCourse } from "../../lesson/index.ts";
import { visibleChecks } from "../visible-checks.ts";
import { type Secret, secretsIn, squeeze } from "./secret.ts";

/**
 * Everything that learners must not get: the solutions, the model answers, the correct answers the checks are tried on,
 * and the hidden checks. What a learner has anyway is not secret: the starter of the exercise, and the code of labs. A correct answer may also hold code of its lesson's
 * notebook, which it builds on.
 *
 * @param labs The sources of labs, whole.
 */
export function courseSecrets(root: string, labs: string): Secret[] {
  const known = squeeze(labs);
  const { lessons } = loadCourse(root);
  const answers = correctAnswers(root);
  const ofExercises = lessons.flatMap(({ id: lesson, slug, exercises }) => {
    const given = notebookCode(join(root, "notebooks", `${lesson}-${slug}.ipynb`));
    return exercises.flatMap(({ id, starter, solution }) => {
      const isNew = ({ text }: Secret) => !squeeze(starter).includes(text) && !known.includes(text);
      return [
        ...secretsIn(solution ?? "", `the solution of exercise ${id}`),
        ...answers
          .filter((answer) => answer.exercise === id)
          .flatMap(({ code, file }) => secretsIn(code, `the answer ${file}`))
          .filter(({ text }) => !given.includes(text)),
      ].filter(isNew);
    });
  });
  return [...ofExercises, ...modelAnswers(root), ...hiddenChecks(root)];
}

/** The model answers in the lesson sources, for cells that a person grades. */
function modelAnswers(root: string): Secret[] {
  const folder = join(root, "solutions");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => {
      const source = readFileSync(join(folder, name), "utf8").replace(/^\/\/ ?/gm, "");
      const answers = source.matchAll(/<!-- BEGIN SOLUTION -->\n([\s\S]*?)<!-- END SOLUTION -->/g);
      return [...answers].flatMap(([, text = ""]) => secretsIn(text, `a model answer of ${name}`));
    });
}

/** The code cells of a learners' notebook, squeezed. */
function notebookCode(file: string): string {
  if (!existsSync(file)) return "";
  const { cells } = JSON.parse(readFileSync(file, "utf8")) as {
    cells: readonly { cell_type: string; source: string | readonly string[] }[];
  };
  const code = cells
    .filter(({ cell_type }) => cell_type === "code")
    .map(({ source }) => [source].flat().join(""));
  return squeeze(code.join("\n"));
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

/** The parts of the check files that learners do not get. */
function hiddenChecks(root: string): Secret[] {
  const folder = join(root, "test/checks");
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".check.ts"))
    .map((name) => ({ name, source: readFileSync(join(folder, name), "utf8") }));
  const visible = files.map(({ name, source }) => squeeze(visibleChecks(source, name))).join("\n");
  return files.flatMap(({ name, source }) => {
    const of = `a hidden check in ${name}`;
    const names = [...source.matchAll(/\bhidden\(\s*(["'`])(.{12,}?)\1/g)].map((match) => match[2] as string);
    const secrets = [...secretsIn(source, of), ...names.map((title) => ({ of, text: squeeze(title) }))];
    return secrets.filter(({ text }) => !visible.includes(text));
  });
}
