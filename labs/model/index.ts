/** A language model at hand: one queue before one model, for every agent of a swarm. */

export type {
  ModelAccess,
  ModelAnswer,
  ModelMessage,
  ModelQuestion,
  ModelUsage,
} from "../agents/index.ts";
