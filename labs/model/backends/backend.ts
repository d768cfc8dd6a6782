import type { ModelMessage } from "../../agents/index.ts";

/** One attempt at a question. */
export interface Attempt {
  readonly messages: readonly ModelMessage[];
  /** The JSON schema that the model is asked to keep to. The gateway checks the answer. */
  readonly schema: Readonly<Record<string, unknown>> | undefined;
  readonly maxTokens: number;
  readonly temperature: number | undefined;
  /** Aborts when nothing waits for the answer any more. The connection must be closed then. */
  readonly signal: AbortSignal;
  /** Called with each piece of the answer; undefined where the whole answer is enough. */
  readonly onText: ((text: string) => void) | undefined;
}

/** A whole answer. Tokens are undefined where the model does not count them. */
export interface BackendAnswer {
  readonly text: string;
  readonly model: string;
  readonly promptTokens: number | undefined;
  readonly answerTokens: number | undefined;
}

/** A model behind the queue. It has no queue, no retries and no time limits of its own. */
export interface Backend {
  /** The model's name, as far as it is known. */
  readonly name: string;
  /** What leaves the machine, and to where, in one sentence. */
  readonly privacy: string;
  /** How many attempts it can take at once. */
  readonly mostAtOnce: number;
  /** @throws AttemptFailure; after `signal` has aborted, anything */
  answer(attempt: Attempt): Promise<BackendAnswer>;
  /** Ends it. No attempt is under way. */
  close(): Promise<void>;
}
