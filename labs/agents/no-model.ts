import type { ModelAccess, ModelAnswer } from "./model-access.ts";
import { ModelError } from "./model-error.ts";

/** The error of a question where no model was given. */
export function missingModel(): ModelError {
  return new ModelError(
    "MODEL_MISSING",
    "This agent has no language model to ask: give its swarm one, as in runMultiAgentSystem({ agents, model: await openModel(…) }).",
  );
}

/** The model of an agent that has none. */
export const noModel: ModelAccess = Object.freeze({
  ask: async (): Promise<never> => {
    throw missingModel();
  },
  // biome-ignore lint/correctness/useYield: it has nothing to yield, and fails at the first step as a stream does.
  async *stream(): AsyncGenerator<string, ModelAnswer, void> {
    throw missingModel();
  },
});
