/** The author's contract: the rules that a lesson keeps, and the answers that its checks are tried on. */
export { type AuthorCheckOptions, type AuthorReport, authorCheck, findingsOf } from "./author-check.ts";
export { type AuthoredCheck, type AuthoredCourse, readAuthoredCourse } from "./authored-course.ts";
export { type AnswerCase, caseName, casesOf } from "./cases/answer-case.ts";
export { AnswerRunner, type CaseResult } from "./cases/answer-runner.ts";
export { enoughCases } from "./cases/enough-cases.ts";
export { figuresText, type LessonFigures } from "./figures.ts";
export { type Finding, findingText } from "./finding.ts";
export { withPlace } from "./finding-place.ts";
export { CONTRACT_FILE } from "./left-out-rules.ts";
export { judgeMutants } from "./mutation/judge-mutants.ts";
export { mutantsOf } from "./mutation/mutants.ts";
export { mutationFile, readMutationRecord, recordText, updatedRecord } from "./mutation/mutation-record.ts";
export { type NotebookRun, type RunCell, runNotebook, whyNoNotebooks } from "./notebooks/run-notebook.ts";
export { someAtATime } from "./notebooks/some-at-a-time.ts";
export { type BrokenCheck, brokenChecks, isCausedBy } from "./rules/broken-checks.ts";
