export {
  COURSE_FILE,
  type Course,
  type CourseLesson,
  courseText,
  findExercise,
  loadCourse,
} from "./course.ts";
