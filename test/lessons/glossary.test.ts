import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { notebookName, readLessons } from "../../kit/lesson/index.ts";

/** The glossary holds every word that a lesson defines, and says where. */

const root = join(import.meta.dirname, "../..");
const lessons = readLessons(root);

interface Entry {
  readonly term: string;
  readonly meaning: string;
  /** The lesson in which learners first read it; left out of words for instructors. */
  readonly lesson: string | undefined;
  readonly link: string | undefined;
}

const entries = readFileSync(join(root, "solutions/glossary.md"), "utf8")
  .split("\n")
  .flatMap((line): Entry[] => {
    const found = /^\| \*\*(.+?)\*\* \| (.+) \| (?:\[(\d\d)\]\((.+?)\)|–) \|$/.exec(line);
    return found ? [{ term: found[1] ?? "", meaning: found[2] ?? "", lesson: found[3], link: found[4] }] : [];
  });
const terms = new Set(entries.map(({ term }) => term.toLowerCase()));

/** The words that code, notebooks and documents use for the same thing everywhere. */
const wordsOfTheDesign = [
  "agent",
  "agent type",
  "swarm",
  "executor",
  "isolate",
  "channel",
  "knowledge base",
  "lesson",
  "exercise",
  "check",
  "hint",
  "submission",
];

/** Bold words that look like a definition, but are bold for stress. */
const stressed = new Set<string>([
  ...["a value", "it always answers", "it measures", "it freezes"],
  ...["stop a cell", "start afresh", "late"],
]);

/** Bold words in the form of definitions: "A **swarm** is …", "called a **lock**", "**sequential**: …", "| **core** |". */
function definedIn(prose: string): string[] {
  const text = prose.replace(/\n(?:> ?)?/g, " ");
  return [...text.matchAll(/\*\*([^*]{2,40})\*\*/g)].flatMap(({ 0: all, 1: bold = "", index }) => {
    const before = text.slice(Math.max(0, index - 24), index);
    const after = text.slice(index + all.length, index + all.length + 12);
    const isTerm = /^[\p{L}-]+(?: [\p{L}-]+){0,2}$/u.test(bold);
    const introduced =
      /(?:^|[^\p{L}])(?:[Aa]n?|called(?: an?)?|known as(?: an?)?|name(?: too)?: (?:an? )?|[Tt]hat is|[Tt]hey share one)\s$/u;
    const isDefined =
      introduced.test(before) ||
      (/\|\s$/.test(before) && /^\s\|/.test(after)) ||
      (/(?:^|[^\p{L}])-\s$/u.test(before) && after.startsWith(":"));
    return isTerm && isDefined ? [bold.toLowerCase()] : [];
  });
}

const plural = (term: string) => (terms.has(term.replace(/s$/, "")) ? term.replace(/s$/, "") : term);

test("entries stand in alphabetical order, each once, with a meaning of one or two sentences", () => {
  const names = entries.map(({ term }) => term);
  expect(names.length).toBeGreaterThan(60);
  expect(names).toEqual([...new Set(names)].sort((a, b) => a.localeCompare(b, "en")));
  for (const { term, meaning } of entries) {
    expect(meaning, term).toMatch(/\.$/);
    expect(meaning.split(/[.!?](?:\s|$)/).filter(Boolean).length, term).toBeLessThanOrEqual(3);
  }
});

test("the words of the design are in it", () => {
  expect(wordsOfTheDesign.filter((word) => !terms.has(word))).toEqual([]);
});

test("each entry names a lesson, by its number and its notebook", () => {
  const known = new Map(lessons.map((lesson) => [lesson.id, notebookName(lesson)]));
  for (const { term, lesson, link } of entries)
    if (lesson !== undefined) expect(link, term).toBe(known.get(lesson));
  expect(entries.filter(({ lesson }) => lesson === undefined).map(({ term }) => term)).toEqual([
    "submission",
  ]);
});

test("the lesson that an entry names really uses the word", () => {
  const textOf = (id: string) =>
    lessons
      .find((lesson) => lesson.id === id)
      ?.cells.map(({ source }) => source.toLowerCase())
      .join("\n")
      .replace(/\s+/g, " ");
  const strangers = entries.filter(
    ({ term, lesson }) =>
      lesson !== undefined && !textOf(lesson)?.includes(term.toLowerCase().replace(/e$/, "")),
  );
  expect(strangers.map(({ term, lesson }) => `${term} in ${lesson}`)).toEqual([]);
});

test.each(lessons.filter(({ id }) => id <= "06").map((lesson) => [lesson.id, lesson] as const))(
  "every word that lesson %s defines has an entry",
  (id, { cells }) => {
    const defined = cells
      .filter(({ kind, role }) => kind === "markdown" && role === "text")
      .flatMap(({ source }) => definedIn(source));
    const missing = [...new Set(defined)].filter((term) => !terms.has(plural(term)) && !stressed.has(term));
    expect(
      missing,
      `Lesson ${id} puts these in bold as definitions: give each an entry in solutions/glossary.md`,
    ).toEqual([]);
  },
);

test.each(lessons.map((lesson) => [lesson.id, lesson] as const))(
  "lesson %s leads to the glossary",
  (_, { cells }) => {
    expect(cells.some(({ source }) => source.includes("](glossary.md)"))).toBe(true);
  },
);
