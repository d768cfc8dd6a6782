/** Lessons: a source becomes two notebooks and the course's data, and the learner's copy goes to `work/`. */
export { type CopiedLessons, copyLessons } from "./copy-lessons.ts";
export {
  COURSE_FILE,
  type Course,
  type CourseLesson,
  courseText,
  findExercise,
  loadCourse,
} from "./course/course.ts";
export { openExplanation, withSealedExplanations } from "./course/explanations.ts";
export {
  exerciseMinutesIn,
  type Halfway,
  type LessonLength,
  lessonLength,
  STOP_MARK,
} from "./course/lesson-length.ts";
export {
  type CellRole,
  type CoLearningBox,
  type Exercise,
  type Lesson,
  type LessonCell,
  type LessonSummary,
  type ManualCell,
  notebookName,
} from "./lesson.ts";
export { LessonError, type LessonErrorCode } from "./lesson-error.ts";
export { buildNotebooks, type Points } from "./notebook/build-notebooks.ts";
export {
  type CodeCell,
  type MarkdownCell,
  type Notebook,
  type NotebookCell,
  notebookText,
} from "./notebook/notebook.ts";
export { manualCellId } from "./source/cell-ids.ts";
export { type ExerciseLine, parseExerciseLine } from "./source/exercise-line.ts";
export { isLessonFileName } from "./source/lesson-header.ts";
export { parseLesson } from "./source/parse-lesson.ts";
export {
  type BuiltFile,
  type NotebooksReport,
  readLessons,
  type WriteNotebooksOptions,
  writeNotebooks,
} from "./write-notebooks.ts";
