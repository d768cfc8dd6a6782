/** The author's contract: what a lesson is held to before anybody learns from it. */
export { type AuthorCheckOptions, type AuthorReport, authorCheck, findingsOf } from "./author-check.ts";
export { type AuthoredCheck, type AuthoredCourse, readAuthoredCourse } from "./authored-course.ts";
export { figuresText, type LessonFigures } from "./figures.ts";
export { type Finding, findingText } from "./finding.ts";
export {
  type NotebookRun,
  type RunCell,
  runNotebook,
  someAtATime,
  whyNoNotebooks,
} from "./notebooks/index.ts";
export { type Trial, TrialBench, type TriedAnswer, trialName, trialsOf } from "./trials/index.ts";
