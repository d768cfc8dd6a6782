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
  /** The longest answer, in tokens. At least 1. @default the model's option `maxTokens` */
  readonly maxTokens?: number;
  /** How varied the answers are: from 0, always the likeliest word, to 2. @default the server's */
  readonly temperature?: number;
  /** Seconds until the question fails with `MODEL_TIMEOUT`, waiting in the queue included. @default the model's option `timeout` */
  readonly timeout?: number;
  /** Higher goes first. @default 0 */
  readonly priority?: number;
  /** Cancels the question: it leaves the queue, or its connection to the server is closed. */
  readonly signal?: AbortSignal;
}

/** What came back. */
export interface ModelAnswer {
  readonly text: string;
  /** The parsed answer, if the question had a schema. */
  readonly value?: unknown;
  /** Which model answered, as its server names it; a scripted one begins with "scripted". */
  readonly model: string;
  readonly usage: ModelUsage;
}

/** What one question has cost. */
export interface ModelUsage {
  /** As the server counts them; estimated, a token for four characters, where it does not. */
  readonly promptTokens: number;
  readonly answerTokens: number;
  /** Seconds in the queue, pauses between attempts included. */
  readonly waitingSeconds: number;
  /** Seconds with the model, of all attempts. */
  readonly modelSeconds: number;
}

/** How an agent reaches the language model of its swarm, whatever worker it runs on. */
export interface ModelAccess {
  /** @throws ModelError, as `MODEL_TIMEOUT` */
  ask(question: ModelQuestion): Promise<ModelAnswer>;
  /**
   * The answer's text as it comes; it returns the whole answer at the end. Leaving early cancels the question.
   *
   * @throws ModelError at a step of the loop
   */
  stream(question: ModelQuestion): AsyncGenerator<string, ModelAnswer, void>;
}

/** A model that many agents share: each gets a way in of its own, and their questions take turns. */
export interface SharedModel extends ModelAccess {
  /** A way in for one agent. @param agentId under which its use is counted */
  accessFor(agentId: number): ModelAccess;
}
