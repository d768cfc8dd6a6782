import { expect, test } from "vitest";
import { KERNEL_NAME, kernelSpec } from "../../../../kit/kernel/index.ts";
import {
  buildNotebooks,
  type NotebookCell,
  notebookText,
  parseLesson,
} from "../../../../kit/lesson/index.ts";
import { sampleLesson, samplePoints } from "../support/sample.ts";
import { parts, smallLesson } from "../support/small-lesson.ts";

const { learner, solved } = buildNotebooks(sampleLesson(), samplePoints);
const cellOf = (cells: readonly NotebookCell[], id: string) =>
  cells.find((cell) => cell.id === id) as NotebookCell;

test("the learner's notebook holds no line of a solution, no hint and no explanation", () => {
  const text = notebookText(learner);
  for (const secret of [
    "n * n",
    "numbers.map",
    "plusOne",
    "SOLUTION",
    "STUB",
    "What is a square",
    "grow fast",
  ]) {
    expect(text).not.toContain(secret);
  }
  expect(learner.cells.map(({ id }) => id)).toEqual(
    solved.cells.map(({ id }) => id).filter((id) => !/^(hint|explanation)-/.test(id)),
  );
});

test("the solved notebook has the answers without their markers, the hints and the explanations", () => {
  const text = notebookText(solved);
  for (const part of ["n * n", "numbers.map", "plusOne", "What is a square", "grow fast"])
    expect(text).toContain(part);
  for (const marker of ["SOLUTION", "STUB", "write your answer here"]) expect(text).not.toContain(marker);
  expect(cellOf(solved.cells, "hint-07-1-2").metadata).toEqual({
    swarmlab: { lesson: "07", exercise: "07.1", role: "hint" },
    tags: ["hint"],
  });
});

test("in the solved notebook a hint and an explanation say what they are", () => {
  const text = (id: string) => cellOf(solved.cells, id).source.join("");
  expect(text("hint-07-1-2")).toMatch(/^\*\*Hint 2 of 3\.\*\* \S/);
  expect(text("explanation-07-1")).toMatch(/^\*\*Once green\.\*\* \S/);
});

test("no cell has been run", () => {
  for (const cell of [...learner.cells, ...solved.cells]) {
    if (cell.cell_type === "code") expect(cell).toMatchObject({ outputs: [], execution_count: null });
  }
});

test("the notebook asks for our kernel and is highlighted before it starts", () => {
  expect(learner.metadata).toMatchObject({
    kernelspec: { name: "swarmlab", language: "typescript", display_name: "Swarm Lab (TypeScript)" },
    language_info: { name: "typescript", file_extension: ".ts", codemirror_mode: { mode: "typescript" } },
    swarmlab: { lesson: "07", title: "A sample lesson", minutes: 25, form: "learner" },
  });
  expect(solved.metadata.swarmlab).toEqual({ ...learner.metadata.swarmlab, form: "solved" });
});

test("an exercise cell can be edited and not deleted, a check cell neither", () => {
  expect(cellOf(learner.cells, "exercise-07-1").metadata).toMatchObject({ deletable: false });
  expect(cellOf(learner.cells, "exercise-07-1").metadata).not.toHaveProperty("editable");
  expect(cellOf(learner.cells, "check-07-1").metadata).toMatchObject({ deletable: false, editable: false });
});

test("our own data and nbgrader's stand under keys of their own", () => {
  expect(cellOf(learner.cells, "exercise-07-2").metadata).toMatchObject({
    tags: ["exercise", "keep-me"],
    swarmlab: { lesson: "07", exercise: "07.2", role: "exercise" },
    nbgrader: { grade_id: "exercise-07-2" },
  });
  expect(cellOf(learner.cells, "text-a-demo").metadata).toEqual({});
});

test("the same source and points give the same bytes", () => {
  expect(notebookText(buildNotebooks(sampleLesson(), samplePoints).learner)).toBe(notebookText(learner));
});

test("a line of text keeps its line end, as nbformat stores it", () => {
  expect(cellOf(learner.cells, "text-a-demo").source).toEqual(["## A demo\n", "\n", "Run it."]);
});

test("the version names what the learner reads: text changes it; a solution, a hint, points and minutes do not", () => {
  const version = (source: string, points = {}) =>
    buildNotebooks(parseLesson(source, "05-small.ts"), points).learner.metadata.swarmlab.version;
  const base = version(smallLesson());
  expect(version(smallLesson({ exercise: parts.exercise.replace("return 1", "return 2") }))).toBe(base);
  expect(version(smallLesson({ hint1: parts.hint1.replace("one", "eins") }))).toBe(base);
  expect(version(smallLesson({ header: parts.header.replace("10", "20") }))).toBe(base);
  expect(version(smallLesson(), { "05.1": 4 })).toBe(base);
  expect(version(smallLesson({ title: `${parts.title}\n//\n// More.` }))).not.toBe(base);
  expect(version(smallLesson({ exercise: parts.exercise.replace("Write first", "Write it") }))).not.toBe(
    base,
  );
});

test("a notebook's text has its keys in order and one space a level, as Jupyter writes it", () => {
  const lines = notebookText(learner).split("\n");
  expect(lines.slice(0, 5)).toEqual([
    "{",
    ' "cells": [',
    "  {",
    '   "cell_type": "markdown",',
    '   "id": "text-07-a-sample-lesson",',
  ]);
  expect(lines.slice(-4)).toEqual([' "nbformat": 4,', ' "nbformat_minor": 5', "}", ""]);
});

test("the notebook names the kernel as the kernel names itself", () => {
  const { display_name, language } = kernelSpec({ node: "node", launcher: "launch.js" });
  expect(learner.metadata.kernelspec).toEqual({ name: KERNEL_NAME, display_name, language });
});
