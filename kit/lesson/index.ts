export { type CopiedLessons, copyLessons } from "./copy-lessons.ts";
export { COURSE_FILE, type Course, type CourseLesson, findExercise, loadCourse } from "./course/index.ts";
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
export {
  buildNotebooks,
  type CodeCell,
  type MarkdownCell,
  type Notebook,
  type NotebookCell,
  notebookText,
  type Points,
} from "./notebook/index.ts";
export { type ExerciseLine, manualCellId, parseExerciseLine, parseLesson } from "./source/index.ts";
export {
  type BuiltFile,
  type NotebooksReport,
  readLessons,
  type WriteNotebooksOptions,
  writeNotebooks,
} from "./write-notebooks.ts";
