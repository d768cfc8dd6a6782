import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadCourse, readLessons } from "../../kit/lesson/index.ts";

/** Documents that name parts of the course: every part that they name exists. */

const root = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const documents = [
  "checklist.md",
  "README.md",
  "CONTRIBUTING.md",
  "docs/architecture.md",
  "docs/coverage.md",
  "docs/threat-model.md",
  ...readdirSync(join(root, "docs/coverage")).map((name) => `docs/coverage/${name}`),
];

const exercises = new Set(loadCourse(root).lessons.flatMap((lesson) => lesson.exercises.map(({ id }) => id)));
const headings = new Map(
  readLessons(root).map(({ id, cells }) => [
    id,
    cells
      .filter(({ kind }) => kind === "markdown")
      .map(({ source }) => source)
      .join("\n"),
  ]),
);
const { scripts } = JSON.parse(read("package.json"));

describe.each(documents)("%s", (file) => {
  const text = read(file);

  test("names exercises that there are", () => {
    const named = [...text.matchAll(/\bexercises? (\d\d\.\d+)/g)].map((match) => match[1] as string);
    expect(named.filter((id) => !exercises.has(id))).toEqual([]);
  });

  test("names parts of lessons that there are", () => {
    const named = [...text.matchAll(/lesson (\d\d), "([^"]+)"/g)].map((match) => ({
      id: match[1] as string,
      part: match[2] as string,
    }));
    expect(named.filter(({ id, part }) => !headings.get(id)?.includes(part))).toEqual([]);
  });

  test("names commands that there are", () => {
    const named = [...text.matchAll(/npm run ([a-z][\w:-]*)/g)].map((match) => match[1] as string);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test("names files and folders that there are", () => {
    const named = [...text.matchAll(/`((?:labs|docs|kit|test|deploy)\/[\w./-]+)`/g)].map(
      (match) => match[1] as string,
    );
    expect(named.filter((path) => !path.includes("NN") && !existsSync(join(root, path)))).toEqual([]);
  });
});

test("the README's course at a glance has every lesson, with its title and its minutes", () => {
  const rows = [...read("README.md").matchAll(/^\| (\d\d) (.+?) \| .+ \| (\d+) \|$/gm)].map(
    ([, id, title, minutes]) => ({ id, title, minutes: Number(minutes) }),
  );
  expect(rows).toEqual(loadCourse(root).lessons.map(({ id, title, minutes }) => ({ id, title, minutes })));
});

test("lesson 00 tells the minutes of every lesson", () => {
  const source = read("solutions/00-start-here.ts");
  const said = [...source.matchAll(/^\/\/ \| \*\*(\d\d)\*\* .* \| (\d+) \|$/gm)].map(([, id, minutes]) => ({
    id,
    minutes: Number(minutes),
  }));
  expect(said).toEqual(loadCourse(root).lessons.map(({ id, minutes }) => ({ id, minutes })));
});

test("lessons name files of the lab that there are", () => {
  const named = readLessons(root).flatMap(({ cells }) =>
    cells.flatMap(({ source }) => [...source.matchAll(/`(labs\/[\w./-]+)`/g)].map(([, path = ""]) => path)),
  );
  expect(named).toContain("labs/instruments/slow-motion.ts");
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test("lessons show what they claim: 01 compares the results that it calls exact, 02 prints what got faster", () => {
  expect(read("solutions/01-one-agent.ts")).toContain("bySteps.result === byAnalyst.result");
  expect(read("solutions/02-a-swarm.ts")).toMatch(
    /one thread \$\{.+\} s, all cores \$\{.+\} s: \$\{.+\} times as fast/,
  );
});

test("no name of a check tells the answer to the exercise about the cost of twice as many texts", () => {
  const names = [...read("test/checks/03.check.ts").matchAll(/check\(\s*"([^"]+)"/g)].map(([, name]) => name);
  expect(names).toContain("the cost of twice as many texts is that of their work");
  expect(names.join("\n")).not.toMatch(/four times/);
});

test("the checklist has every lesson by its title, and every exercise", () => {
  const text = read("checklist.md");
  const lessons = loadCourse(root).lessons.filter(({ id }) => id !== "12");
  for (const { id, title } of lessons) expect(text).toContain(`## Lesson ${id} · ${title}`);
  expect([...exercises].filter((id) => !text.includes(id))).toEqual([]);
});

test("every picture is shown, with words for who cannot see it, and every picture that is shown is there", () => {
  const pages = ["README.md", "labs/README.md", ...filesOf("docs", ".md"), ...filesOf("deploy", ".md")];
  const shown = pages.flatMap((page) =>
    [...read(page).matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)].map(([, words = "", path = ""]) => ({
      page,
      words,
      path: join(page, "..", path),
    })),
  );
  expect(shown.filter(({ path }) => !existsSync(join(root, path)))).toEqual([]);
  expect(shown.filter(({ words }) => words.length < 30)).toEqual([]);
  const paths = new Set(shown.map(({ path }) => path));
  expect(filesOf("docs/pictures", "g").filter((picture) => !paths.has(picture))).toEqual([]);
});

/** Files of a folder, from the course's root. */
function filesOf(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`);
}
