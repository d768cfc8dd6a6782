import { courseRoot } from "../../common/course-root.ts";
import { courseGuard, type Guard, handedOutCode, type Judge, loadSecrets } from "../../guard/index.ts";
import { type Course, findExercise, loadCourse } from "../../lesson/index.ts";

/** The guards of this course by lesson, because each lesson hands out more. */
const guards = new Map<string, Guard>();

/**
 * The judge of a talk about an exercise of this course.
 *
 * @param known the learner's own code and questions, and texts of the exercise; what was handed out up to this lesson is added
 */
export function courseJudge(id: string, known: readonly string[]): Judge {
  const root = courseRoot();
  const course = loadCourse(root);
  const found = findExercise(course, id);
  const lesson = found?.lesson.id ?? "";
  const guard = guards.get(lesson) ?? guardOf(root, course, lesson);
  guards.set(lesson, guard);
  return guard.judgeFor(found?.exercise ?? { id, names: [], starter: "" }, known);
}

function guardOf(root: string, course: Course, lesson: string): Guard {
  const exercises = course.lessons.flatMap(({ exercises }) => exercises);
  return courseGuard(exercises, loadSecrets(root, course), handedOutCode(root, course, lesson));
}
