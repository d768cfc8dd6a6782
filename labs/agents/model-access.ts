/** One message of a talk with a language model. */
export interface ModelMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

/** What an agent asks a language model. */
export interface ModelQuestion {
  readonly messages: readonly ModelMessage[];
  /** A JSON schema that the answer must satisfy; the answer then has a `value`. */
  readonly schema?: Readonly<Record<string, unknown>>;
  /** The longest answer, in tokens. */
  readonly maxTokens?: number;
  /** Seconds until the question fails with `MODEL_TIMEOUT`, waiting in the queue included. */
  readonly timeout?: number;
  /** Higher goes first; 0 if left out. */
  readonly priority?: number;
  readonly signal?: AbortSignal;
}

/** What came back. */
export interface ModelAnswer {
  readonly text: string;
  /** The parsed answer, if the question had a schema. */
  readonly value?: unknown;
  /** Which model answered, as its server names it; a scripted one says so. */
  readonly model: string;
  readonly usage: ModelUsage;
}

export interface ModelUsage {
  readonly promptTokens: number;
  readonly answerTokens: number;
  /** Seconds in the queue, and seconds with the model. */
  readonly waitingSeconds: number;
  readonly modelSeconds: number;
}

/** How an agent reaches the language model of its swarm, whatever worker it runs on. */
export interface ModelAccess {
  /** @throws ModelError, as `MODEL_TIMEOUT` */
  ask(question: ModelQuestion): Promise<ModelAnswer>;
  /** The answer's text as it comes; it returns the whole answer at the end. Leaving early cancels the question. */
  stream(question: ModelQuestion): AsyncGenerator<string, ModelAnswer, void>;
}
