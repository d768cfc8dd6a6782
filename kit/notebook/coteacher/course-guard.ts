import { courseRoot } from "../../common/course-root.ts";
import {
  type CourseSecrets,
  type GuardedExercise,
  handedOutCode,
  type Judge,
  judgeFor,
  loadSecrets,
} from "../../guard/index.ts";
import { findExercise, loadCourse } from "../../lesson/index.ts";

interface Guarded {
  readonly exercises: readonly GuardedExercise[];
  readonly secrets: CourseSecrets | undefined;
}

let loaded: Guarded | undefined;

/**
 * The judge of a talk about an exercise of this course.
 *
 * @param known the learner's own code and questions, and texts of the exercise; what was handed out up to this lesson is added
 */
export function courseJudge(id: string, known: readonly string[]): Judge {
  const root = courseRoot();
  const course = loadCourse(root);
  loaded ??= {
    exercises: course.lessons.flatMap(({ exercises }) =>
      exercises.map(({ id, names, starter }) => ({ id, names, starter })),
    ),
    secrets: loadSecrets(root, course),
  };
  const found = findExercise(course, id);
  const exercise = found?.exercise ?? { id, names: [], starter: "" };
  const handedOut = found ? handedOutCode(root, course, found.lesson.id) : [];
  return judgeFor(exercise, loaded.exercises, loaded.secrets, [...handedOut, ...known]);
}
