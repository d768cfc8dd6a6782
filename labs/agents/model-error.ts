import { codedError } from "../common/coded-error.ts";
import type { ModelUsage } from "./model-access.ts";

export type ModelErrorCode =
  | "MODEL_TIMEOUT"
  | "MODEL_UNREACHABLE"
  | "MODEL_REFUSED"
  | "MODEL_BAD_ANSWER"
  | "MODEL_QUEUE_FULL"
  | "MODEL_CANCELLED"
  | "MODEL_CLOSED"
  | "MODEL_MISSING"
  | "MODEL_CANNOT_START"
  | "MODEL_INVALID_ARGUMENT";

/**
 * Why a question to a language model has no answer. It crosses threads and processes with its code.
 *
 * - `MODEL_TIMEOUT`: no answer within the question's timeout, waiting included, or within `answerTimeout` of one attempt.
 * - `MODEL_UNREACHABLE`: no connection, a broken one, or a server that fails (5xx), after all retries.
 * - `MODEL_REFUSED`: the server has said no (4xx), as for a wrong key, a missing model, or too many requests after all retries.
 * - `MODEL_BAD_ANSWER`: the answer is no answer: not what the protocol says, half a stream, too long, or against the schema.
 * - `MODEL_QUEUE_FULL`: as many questions wait as the queue may hold.
 * - `MODEL_CANCELLED`: the question's signal aborted, its stream was left early, or its agent ended.
 * - `MODEL_CLOSED`: the model was closed.
 * - `MODEL_MISSING`: the swarm was given no model.
 * - `MODEL_CANNOT_START`: an embedded model could not be loaded.
 * - `MODEL_INVALID_ARGUMENT`: an option or a question is invalid; the message names it.
 */
export class ModelError extends codedError<ModelErrorCode>("ModelError") {
  /** What the question has cost nevertheless; undefined when it did not get as far as the queue. */
  readonly usage: ModelUsage | undefined;

  constructor(code: ModelErrorCode, message: string, usage?: ModelUsage) {
    super(code, message);
    this.usage = usage;
  }
}
