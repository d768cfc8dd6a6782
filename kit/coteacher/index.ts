/** What helps a learner who is stuck: hints that climb, and a prompt for any AI assistant. */
export { type CoteachFacts, coteachPrompt } from "./coteach-prompt.ts";
export { HintLadder, type HintStep } from "./hint-ladder.ts";
