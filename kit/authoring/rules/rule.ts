import type { Lesson } from "../../lesson/index.ts";
import { type AuthoredCourse, sourceFile } from "../authored-course.ts";
import type { Finding } from "../finding.ts";

/** A rule for one lesson. @returns a finding for each place that breaks it */
export type LessonRule = (lesson: Lesson, course: AuthoredCourse) => Finding[];

/** A rule for the whole course. @returns a finding for each place that breaks it */
export type CourseRule = (course: AuthoredCourse) => Finding[] | Promise<Finding[]>;

/** Makes the findings of one rule about one lesson's source. */
export function about(rule: string, lesson: Lesson) {
  return (message: string, where: { exercise?: string; line?: number } = {}): Finding => ({
    rule,
    lesson: lesson.id,
    file: sourceFile(lesson),
    ...where,
    message,
  });
}
