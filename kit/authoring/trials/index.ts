/** Answers, tried on the checks as a learner's answer is. */
export { type Trial, type TrialKind, trialName, trialsOf } from "./trial.ts";
export { TrialBench, type TriedAnswer } from "./trial-bench.ts";
