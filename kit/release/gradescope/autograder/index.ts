/** What runs in Gradescope's container. */

export { type GradeSubmissionOptions, gradeSubmission } from "./grade-submission.ts";
export { type AutograderPlaces, placesIn } from "./places.ts";
export { type GradescopeResults, ungraded } from "./results.ts";
