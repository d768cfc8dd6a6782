/** The process that checks a notebook's answers, and the way to it. */
export { CheckClient, CheckServerError } from "./check-client.ts";
export type { BoxPrompt, CheckedExercise, ExerciseFacts } from "./messages.ts";
