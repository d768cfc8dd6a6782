/** What learners read about their answers. */
export { type NextStepFacts, nextStep } from "./next-step.ts";
export { exerciseText, lessonText, type TextOptions } from "./text.ts";
export { hiddenSentence, learnersOutput, mark, points, reasonOf, shownOutput } from "./words.ts";
