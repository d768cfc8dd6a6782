import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { COURSE_FILE, type Course, loadCourse } from "../../lesson/index.ts";

/** The course that submissions are graded by. It is read again after its data or a reference solution changed. */
export class GradedCourse {
  readonly #root: string;
  #version: string;
  #course: Course;

  /** @throws LessonError when the course's data cannot be read */
  constructor(root: string) {
    this.#root = root;
    this.#version = versionOf(root);
    this.#course = loadCourse(root);
  }

  /** @throws LessonError when the course's data changed and cannot be read */
  current(): Course {
    const version = versionOf(this.#root);
    if (version !== this.#version) {
      this.#course = loadCourse(this.#root);
      this.#version = version;
    }
    return this.#course;
  }
}

/** Changes when the course's data or a reference solution does. */
function versionOf(root: string): string {
  const solutions = join(root, "solutions");
  const names = existsSync(solutions) ? readdirSync(solutions).filter((name) => name.endsWith(".ts")) : [];
  return [join(root, COURSE_FILE), ...names.map((name) => join(solutions, name))]
    .map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0)
    .join(" ");
}
