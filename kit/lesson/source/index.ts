export { manualCellId } from "./cell-ids.ts";
export { coLearningBoxes, type PlacedBox } from "./co-learning-boxes.ts";
export { type ExerciseLine, parseExerciseLine } from "./exercise-line.ts";
export { isLessonFileName } from "./lesson-header.ts";
export { parseLesson } from "./parse-lesson.ts";
export { readSolutions } from "./read-solutions.ts";
