/** The answers in `test/answers` that the checks are tried on. */
export {
  type AnswerKind,
  type AuthoredAnswer,
  type AuthoredSet,
  readAnswers,
  readSets,
} from "./read-answers.ts";
export { sameProgram, shapeOf, tokensOf } from "./tokens.ts";
