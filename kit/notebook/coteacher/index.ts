/** What helps a learner who is stuck: hints that climb, and prompts for any AI assistant. */
export { type BoxFacts, boxPrompt, placeholders } from "./box-prompt.ts";
export { type CoteachTarget, coteachTarget } from "./co-learning-id.ts";
export { type CoteachFacts, coteachPrompt } from "./coteach-prompt.ts";
export { HintLadder, type HintStep } from "./hint-ladder.ts";
