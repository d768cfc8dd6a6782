import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Lesson } from "../lesson/index.ts";
import { isLessonFileName, LessonError, parseLesson } from "../lesson/index.ts";
import { type AuthoredAnswer, type AuthoredSet, readAnswers, readSets } from "./answers/read-answers.ts";
import type { Finding } from "./finding.ts";

/** One check of an exercise, as its file defines it. */
export interface AuthoredCheck {
  readonly exercise: string;
  readonly name: string;
  readonly points: number;
  readonly hidden: boolean;
  /** Without it the exercise gives at most half of its points. */
  readonly essential?: true;
  /** What has to hold, as one sentence; left out where the name is that sentence. */
  readonly expected?: string;
  /** The heading of the lesson that its feedback names. */
  readonly reread?: string;
}

/** A course as its author knows it: the sources of its lessons, their checks, and the answers that these are tried on. */
export interface AuthoredCourse {
  readonly root: string;
  /** The lessons whose source can be read, in order. */
  readonly lessons: readonly Lesson[];
  /** A finding for each lesson whose source cannot be read. */
  readonly broken: readonly Finding[];
  /** The answers that the checks are tried on. */
  readonly answers: readonly AuthoredAnswer[];
  /** Answers to a whole lesson at once. Author-check counts them; other tests judge them. */
  readonly sets: readonly AuthoredSet[];
  /** The checks of each exercise, by its id. */
  readonly checks: Readonly<Record<string, { readonly checks: readonly AuthoredCheck[] }>>;
  /** The text of the instructors' guide; empty in a course that has none. */
  readonly guide: string;
}

/** The instructors' guide, from the course's root. It holds a scene for each lesson. */
export const GUIDE_FILE = "docs/instructors.md";

/** The file of a lesson's source, from the course's root. */
export function sourceFile({ id, slug }: Pick<Lesson, "id" | "slug">): string {
  return `solutions/${id}-${slug}.ts`;
}

/**
 * Reads a course from its sources. A lesson that cannot be read becomes a finding.
 * @throws LessonError `SOURCES_MISSING` when there is no source at all
 */
export function readAuthoredCourse(root: string, checks: AuthoredCourse["checks"]): AuthoredCourse {
  const names = sourceNames(root);
  if (names.length === 0) {
    throw new LessonError(
      "SOURCES_MISSING",
      "There is no lesson source (solutions/NN-slug.ts) here: a learners' copy of the course has nothing to hold to the contract.",
    );
  }
  const lessons: Lesson[] = [];
  const broken: Finding[] = [];
  for (const name of names) {
    const file = `solutions/${name}`;
    try {
      lessons.push(parseLesson(readFileSync(join(root, file), "utf8"), file));
    } catch (error) {
      if (!LessonError.is(error)) throw error;
      broken.push({
        rule: "source-is-sound",
        lesson: name.slice(0, 2),
        file,
        ...(error.line === undefined ? {} : { line: error.line }),
        message: error.message.replace(/^\S+?:(?:\d+:)? /, ""),
      });
    }
  }
  const guide = existsSync(join(root, GUIDE_FILE)) ? readFileSync(join(root, GUIDE_FILE), "utf8") : "";
  return { root, lessons, broken, answers: readAnswers(root), sets: readSets(root), checks, guide };
}

function sourceNames(root: string): string[] {
  try {
    return readdirSync(join(root, "solutions")).filter(isLessonFileName).sort();
  } catch {
    return [];
  }
}
