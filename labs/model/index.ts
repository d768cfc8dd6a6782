/** A language model at hand: one queue before one model, for every agent of a swarm. */

export {
  type ModelAccess,
  type ModelAnswer,
  ModelError,
  type ModelErrorCode,
  type ModelMessage,
  type ModelQuestion,
  type ModelUsage,
} from "../agents/index.ts";
export { openModel } from "./open-model.ts";
export type {
  AgentModelReport,
  EmbeddedSource,
  EndpointSource,
  Model,
  ModelOptions,
  ModelReport,
  ModelSource,
  ModelState,
  Script,
  ScriptedAnswer,
  ScriptedAnswerer,
  ScriptedFailure,
  ScriptedSource,
} from "./options.ts";
