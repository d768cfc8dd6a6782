import type { ModelErrorCode } from "./model-error.ts";

/** One question that an agent asked its swarm's language model: when, and for how long it waited for the answer. */
export interface ModelUse {
  /** When it was asked, in seconds since the swarm's start. */
  readonly startedAt: number;
  /** Seconds in the queue before the model, pauses between attempts included. */
  readonly waitingSeconds: number;
  /** Seconds with the model. */
  readonly modelSeconds: number;
  readonly promptTokens: number;
  readonly answerTokens: number;
  /** Which model answered; undefined where none did. */
  readonly model: string | undefined;
  /** The code of the error, where there was no answer. */
  readonly error: ModelErrorCode | undefined;
}
