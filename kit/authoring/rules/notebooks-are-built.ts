import { readFileSync } from "node:fs";
import { join } from "node:path";
import { visiblePoints } from "../../checking/index.ts";
import { buildNotebooks, COURSE_FILE, courseText, notebookName, notebookText } from "../../lesson/index.ts";
import type { Finding } from "../finding.ts";
import type { CourseRule, LessonRule } from "./rule.ts";

const advice = "run npm run notebooks, and commit what it writes.";

/** Both notebooks of a lesson are as its source builds them. */
export const notebooksAreBuilt: LessonRule = (lesson, { root, checks }) => {
  const { learner, solved } = buildNotebooks(lesson, visiblePoints(checks));
  const name = notebookName(lesson);
  return [
    [`notebooks/${name}`, notebookText(learner)] as const,
    [`solutions/${name}`, notebookText(solved)] as const,
  ].flatMap(([file, text]): Finding[] => {
    const present = read(join(root, file));
    if (present === text) return [];
    const what = present === undefined ? "is missing" : "is not what its source gives";
    return [{ rule: "notebooks-are-built", lesson: lesson.id, file, message: `it ${what}: ${advice}` }];
  });
};

/** The course's data is as all sources together build it. */
export const courseIsBuilt: CourseRule = ({ root, lessons }) => {
  if (read(join(root, COURSE_FILE)) === courseText(lessons)) return [];
  return [
    { rule: "notebooks-are-built", file: COURSE_FILE, message: `it is not what the sources give: ${advice}` },
  ];
};

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
