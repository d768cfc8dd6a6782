/** The functions that notebooks import (check, hint, ask, coteach, progress, show), and the record of a learner's verified exercises. */
export { type Asked, ask } from "./ask.ts";
export { check } from "./check.ts";
export { coteach } from "./coteach.ts";
// For the evaluation of the co-teacher: the talk without a notebook.
export { askFacts } from "./coteacher/ask-facts.ts";
export type { AskFacts } from "./coteacher/ask-messages.ts";
export { Conversation, type Reply } from "./coteacher/conversation.ts";
export { courseJudge } from "./coteacher/course-guard.ts";
export { MODEL_VARIABLES, type ModelChoice, modelChoice } from "./coteacher/model-settings.ts";
export { questionsIn } from "./coteacher/segments.ts";
export { show } from "./display.ts";
export { hint } from "./hint.ts";
export { exerciseFingerprint } from "./progress/fingerprint.ts";
export { overviewOf, type ProgressOverview } from "./progress/overview.ts";
export { overviewText } from "./progress/overview-text.ts";
export { recordVerified } from "./progress/progress-file.ts";
export { progress } from "./progress.ts";
export { reset } from "./reset.ts";
export { CheckClient } from "./server/check-client.ts";
export { startCheckServerSoon } from "./session.ts";
