/** What learners read about their answers. */
export {
  card,
  escapeHtml,
  exerciseHtml,
  hintHtml,
  markdownHtml,
  messageHtml,
  preformatted,
  promptHtml,
} from "./html.ts";
export { type NextStepFacts, nextStep } from "./next-step.ts";
export { exerciseText, lessonText, type TextOptions } from "./text.ts";
export { hiddenSentence, learnersOutput, mark, points, reasonOf, shownOutput } from "./words.ts";
