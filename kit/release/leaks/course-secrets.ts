import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { allShingles } from "../../guard/index.ts";
import { type Exercise, loadCourse } from "../../lesson/index.ts";
import { visibleChecks } from "../visible-checks.ts";
import { codeReadings } from "./bare-code.ts";
import { type Secret, secretsIn, squeeze } from "./secret.ts";
import { SecretSearch } from "./secret-search.ts";
import { type SecretStructure, structureOf } from "./structure.ts";

/** A shorter paragraph of an explanation may stand elsewhere by chance. */
const MIN_PARAGRAPH_CHARACTERS = 40;

/**
 * Everything that learners must not get: the solutions, the explanations, the model answers, the correct answers the checks are tried on,
 * and the hidden checks. What a learner has anyway is not secret: the starter of the exercise, and the code of labs. A correct answer may also hold code of its lesson's
 * notebook, which it builds on.
 *
 * @param labs The sources of labs, whole.
 */
export function courseSecrets(root: string, labs: string): Secret[] {
  const { lessons } = loadCourse(root);
  const answers = correctAnswers(root);
  const ofExercises = lessons.flatMap(({ id: lesson, slug, exercises }) => {
    const given = readable(notebookCode(join(root, "notebooks", `${lesson}-${slug}.ipynb`)));
    return exercises.flatMap(({ id, starter, solution }) => {
      const ofAnswers = answers
        .filter((answer) => answer.exercise === id)
        .flatMap(({ code, file }) => secretsIn(code, `the answer ${file}`));
      return without(readable(starter), [
        ...secretsIn(solution ?? "", `the solution of exercise ${id}`),
        ...without(given, ofAnswers),
      ]);
    });
  });
  const explanations = lessons.flatMap(({ exercises }) => exercises.flatMap(explanationOf));
  return [
    ...without(readable(labs), ofExercises),
    ...explanations,
    ...modelAnswers(root),
    ...hiddenChecks(root),
  ];
}

/** Each paragraph of an explanation. Some of them say the answer. */
function explanationOf({ id, explanation = "" }: Exercise): Secret[] {
  return explanation
    .split(/\n\s*\n/)
    .map(squeeze)
    .filter((text) => text.length >= MIN_PARAGRAPH_CHARACTERS)
    .map((text) => ({ of: `the explanation of exercise ${id}`, text }));
}

/** The secrets that stand nowhere in a text that learners have. */
function without(known: string, secrets: readonly Secret[]): Secret[] {
  const inKnown = new Set(new SecretSearch(secrets).in(known));
  return secrets.filter((secret) => !inKnown.has(secret));
}

/**
 * The structure of the solutions and of the hidden checks, without what learners have: labs, the starters and the visible checks.
 *
 * @param labs The sources of labs, whole.
 */
export function courseStructures(root: string, labs: string): SecretStructure[] {
  const visible = checkFiles(root).map(({ name, source }) => visibleChecks(source, name));
  const known = allShingles([labs, ...visible]);
  const ofExercises = loadCourse(root).lessons.flatMap(({ exercises }) =>
    exercises.map(({ id, starter, solution }) =>
      structureOf(`the solution of exercise ${id}`, solution ?? "", known.union(allShingles([starter]))),
    ),
  );
  const ofChecks = checkFiles(root).map(({ name, source }) =>
    structureOf(`a hidden check in ${name}`, source, known),
  );
  return [...ofExercises, ...ofChecks];
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

/** A text squeezed, in each form in which the search reads it. */
const readable = (text: string): string => codeReadings(text).map(squeeze).join("\n");

/** The code cells of a learners' notebook. */
function notebookCode(file: string): string {
  if (!existsSync(file)) return "";
  const { cells } = JSON.parse(readFileSync(file, "utf8")) as {
    cells: readonly { cell_type: string; source: string | readonly string[] }[];
  };
  const code = cells
    .filter(({ cell_type }) => cell_type === "code")
    .map(({ source }) => [source].flat().join(""));
  return code.join("\n");
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
  const files = checkFiles(root);
  const visible = files.map(({ name, source }) => readable(visibleChecks(source, name))).join("\n");
  return files.flatMap(({ name, source }) => {
    const of = `a hidden check in ${name}`;
    const names = [...source.matchAll(/\bhidden\(\s*(["'`])(.{12,}?)\1/g)].map((match) => match[2] as string);
    const secrets = [...secretsIn(source, of), ...names.map((title) => ({ of, text: squeeze(title) }))];
    return without(visible, secrets);
  });
}

function checkFiles(root: string): { readonly name: string; readonly source: string }[] {
  const folder = join(root, "test/checks");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".check.ts"))
    .map((name) => ({ name, source: readFileSync(join(folder, name), "utf8") }));
}
