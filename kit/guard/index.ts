/** Whether what a co-teacher says holds the answer of an exercise. It judges with fingerprints, so a learners' copy needs no solutions. */

export { withDecoded } from "./decoded.ts";
export {
  courseGuard,
  type Guard,
  type GuardedExercise,
  isLeak,
  type Judge,
  judgeFor,
  LEAK_LIMITS,
  type Leak,
} from "./judge.ts";
export { handedOutCode, loadSecrets, makeSecrets, SECRETS_FILE } from "./load-secrets.ts";
export { codeOf } from "./readings.ts";
export { type CourseSecrets, courseSecrets, type ExerciseAnswers, type ExerciseSecrets } from "./secrets.ts";
export { allShingles, shingles } from "./shingles.ts";
