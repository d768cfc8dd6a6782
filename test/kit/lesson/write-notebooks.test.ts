import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type NotebooksReport, writeNotebooks } from "../../../kit/lesson/index.ts";
import { courseFolder } from "./support/course-folder.ts";
import { samplePoints, sampleSource } from "./support/sample.ts";
import { parts, smallLesson } from "./support/small-lesson.ts";

const points = { ...samplePoints, "05.1": 1 };
const sources = { "solutions/05-small.ts": smallLesson(), "solutions/07-sample-lesson.ts": sampleSource };
const built = [
  "notebooks/05-small.ipynb",
  "solutions/05-small.ipynb",
  "notebooks/07-sample-lesson.ipynb",
  "solutions/07-sample-lesson.ipynb",
  "notebooks/course.json",
];
const foreign = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}';

const states = ({ files }: NotebooksReport) =>
  Object.fromEntries(files.map(({ file, state }) => [file, state]));
const all = (state: string) => Object.fromEntries(built.map((file) => [file, state]));

function snapshot(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => [
      join(entry.parentPath, entry.name),
      readFileSync(join(entry.parentPath, entry.name), "utf8"),
    ]),
  );
}

test("building writes each lesson's two notebooks and the course data; building again changes nothing", () => {
  const root = courseFolder(sources);
  expect(states(writeNotebooks(root, { points }))).toEqual(all("written"));
  const before = snapshot(root);
  const time = statSync(join(root, built[0] as string)).mtimeMs;
  expect(states(writeNotebooks(root, { points }))).toEqual(all("current"));
  expect(snapshot(root)).toEqual(before);
  expect(statSync(join(root, built[0] as string)).mtimeMs).toBe(time);
  expect(readdirSync(join(root, "notebooks")).sort()).toEqual([
    "05-small.ipynb",
    "07-sample-lesson.ipynb",
    "course.json",
  ]);
});

test("two courses with the same sources are the same byte for byte", () => {
  const [one, two] = [courseFolder(sources), courseFolder(sources)];
  writeNotebooks(one, { points });
  writeNotebooks(two, { points });
  expect(Object.values(snapshot(one))).toEqual(Object.values(snapshot(two)));
});

test("comparing names each file that is not what its source gives, and writes nothing", () => {
  const root = courseFolder(sources);
  expect(states(writeNotebooks(root, { points, check: true }))).toEqual(all("missing"));
  expect(readdirSync(root)).toEqual(["solutions"]);

  writeNotebooks(root, { points });
  expect(states(writeNotebooks(root, { points, check: true }))).toEqual(all("current"));

  writeFileSync(
    join(root, "notebooks/05-small.ipynb"),
    readFileSync(join(root, "notebooks/05-small.ipynb"), "utf8").replace("Small", "Smal"),
  );
  rmSync(join(root, "solutions/07-sample-lesson.ipynb"));
  const before = snapshot(root);
  expect(states(writeNotebooks(root, { points, check: true }))).toEqual({
    ...all("current"),
    "notebooks/05-small.ipynb": "outdated",
    "solutions/07-sample-lesson.ipynb": "missing",
  });
  expect(snapshot(root)).toEqual(before);
});

test("an edited source, or other points, make its notebooks outdated", () => {
  const root = courseFolder(sources);
  writeNotebooks(root, { points });
  expect(states(writeNotebooks(root, { points: { ...points, "05.1": 2 }, check: true }))).toEqual({
    ...all("current"),
    "notebooks/05-small.ipynb": "outdated",
    "solutions/05-small.ipynb": "outdated",
  });
  writeFileSync(
    join(root, "solutions/05-small.ts"),
    smallLesson({ hint1: parts.hint1.replace("one", "eins") }),
  );
  expect(states(writeNotebooks(root, { points, check: true }))).toEqual({
    ...all("current"),
    "solutions/05-small.ipynb": "outdated",
    "notebooks/course.json": "outdated",
  });
});

test("a notebook whose source is gone is named, and removed only when we built it", () => {
  const root = courseFolder({
    ...sources,
    "notebooks/notes.ipynb": foreign,
    "notebooks/broken.ipynb": "not JSON",
  });
  writeNotebooks(root, { points });
  rmSync(join(root, "solutions/07-sample-lesson.ts"));
  const rest = { "notebooks/notes.ipynb": "foreign", "notebooks/broken.ipynb": "foreign" };
  expect(states(writeNotebooks(root, { points, check: true }))).toMatchObject({
    "notebooks/07-sample-lesson.ipynb": "stale",
    "solutions/07-sample-lesson.ipynb": "stale",
    ...rest,
  });
  expect(states(writeNotebooks(root, { points }))).toMatchObject({
    "notebooks/07-sample-lesson.ipynb": "removed",
    "solutions/07-sample-lesson.ipynb": "removed",
    ...rest,
  });
  expect(readdirSync(join(root, "notebooks")).sort()).toEqual([
    "05-small.ipynb",
    "broken.ipynb",
    "course.json",
    "notes.ipynb",
  ]);
  expect(readFileSync(join(root, "notebooks/notes.ipynb"), "utf8")).toBe(foreign);
});

test("nothing is written when one source is broken, and every broken source is named", () => {
  const root = courseFolder({ ...sources, "solutions/06-a.ts": "x", "solutions/08-b.ts": "y" });
  expect(() => writeNotebooks(root, { points })).toThrow(
    /^solutions\/06-a\.ts:1: a lesson begins [^\n]*\nsolutions\/08-b\.ts:1: a lesson begins [^\n]*$/,
  );
  expect(readdirSync(root)).toEqual(["solutions"]);
});

test("a folder without lesson sources is refused, and its notebooks stay", () => {
  const root = courseFolder(sources);
  writeNotebooks(root, { points });
  rmSync(join(root, "solutions"), { recursive: true });
  expect(() => writeNotebooks(root, { points })).toThrow(
    expect.objectContaining({ code: "SOURCES_MISSING" }),
  );
  expect(readdirSync(join(root, "notebooks"))).toHaveLength(3);
});

test("two lessons of one number are refused", () => {
  const root = courseFolder({ ...sources, "solutions/05-twin.ts": smallLesson() });
  expect(() => writeNotebooks(root, { points })).toThrow(
    "solutions/05-twin.ts: lesson 05 is there already, as 05-small.ts",
  );
});

test("a source that is not named as a lesson, or is not text, is refused by name", () => {
  const misnamed = courseFolder({ ...sources, "solutions/helpers.ts": smallLesson() });
  expect(() => writeNotebooks(misnamed, { points })).toThrow(
    "solutions/helpers.ts:1: a lesson source is named NN-slug.ts",
  );
  const binary = courseFolder(sources);
  writeFileSync(join(binary, "solutions/06-x.ts"), Buffer.from([0xff, 0xfe, 0x00]));
  expect(() => writeNotebooks(binary, { points })).toThrow(
    "solutions/06-x.ts: cannot be read: it is not UTF-8 text",
  );
});

test("a folder in the place of a notebook is one sentence", () => {
  const root = courseFolder(sources);
  mkdirSync(join(root, "notebooks/05-small.ipynb"), { recursive: true });
  expect(() => writeNotebooks(root, { points })).toThrow(
    /^notebooks\/05-small\.ipynb cannot be read or written: /,
  );
});

test("an exercise without checks and checks without an exercise are noted", () => {
  const root = courseFolder({ "solutions/05-small.ts": smallLesson() });
  expect(writeNotebooks(root, { points: { "05.2": 1 } }).notes).toEqual([
    "Exercise 05.1 is worth nothing yet: test/checks/05.check.ts has no checks for it.",
    "test/checks/05.check.ts checks exercise 05.2, which no lesson has.",
  ]);
});
