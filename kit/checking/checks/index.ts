/** `@swarmlab/kit/checks`: what the files in test/checks are written with. */
export type { ExploreOptions, Verdict } from "../../explore/index.ts";
export type { AnswerUsage, RemoteInstance, RemoteSubmission } from "../../sandbox/index.ts";
export {
  type CheckDefiners,
  type CheckOptions,
  type DefineCheck,
  type ExerciseOptions,
  exercise,
} from "./exercise.ts";
export { pretty } from "./pretty.ts";
export { type Random, randomFrom } from "./random.ts";
export type { CheckBody, CheckContext } from "./run-check.ts";
export { speedupOf } from "./speedup.ts";
