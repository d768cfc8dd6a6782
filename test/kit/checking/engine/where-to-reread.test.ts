import { expect, test } from "vitest";
import { whereToReread } from "../../../../kit/checking/engine/where-to-reread.ts";
import type { CourseLesson } from "../../../../kit/lesson/index.ts";

const lesson = (id: string, headings?: readonly string[]): CourseLesson => ({
  ...{ id, slug: "lesson", title: "", minutes: 1, version: "1", exercises: [], boxes: [] },
  ...(headings && { headings }),
});
const lessons = [
  lesson("01", ["Two clocks", "What `now` says?"]),
  lesson("02", ["Two clocks"]),
  lesson("03"),
];

test("a heading of the lesson itself comes first, then the nearest lesson before it", () => {
  expect(whereToReread("Two clocks", "02", lessons)).toEqual({
    lesson: "02",
    link: "02-lesson.ipynb#Two-clocks",
  });
  expect(whereToReread("Two clocks", "03", lessons)?.lesson).toBe("02");
  expect(whereToReread("Two clocks", "01", lessons)?.lesson).toBe("01");
});

test("marks and small letters make no difference, and the link has JupyterLab's anchor", () => {
  expect(whereToReread("what now says", "02", lessons)).toEqual({
    lesson: "01",
    link: "01-lesson.ipynb#What-now-says%3F",
  });
});

test("a heading that no lesson has, and course data without headings, give no place", () => {
  expect(whereToReread("Three clocks", "03", lessons)).toBeUndefined();
  expect(whereToReread("Two clocks", "03", [lesson("03")])).toBeUndefined();
});
