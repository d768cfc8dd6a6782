import type { ModelErrorCode, ModelQuestion, ModelUsage, SharedModel } from "../agents/index.ts";

/** A server that speaks OpenAI's protocol: Ollama, llama.cpp's server, vLLM, LM Studio, OpenAI itself. */
export interface EndpointSource {
  /** Where its API begins, such as `http://localhost:11434/v1`. */
  readonly url: string;
  /** Which of its models answers. @default the first one that it lists */
  readonly model?: string;
  /** Its key. It is sent to this server alone, and stands in no message. @default the environment's SWARMLAB_MODEL_KEY */
  readonly key?: string;
  /** The longest answer that is read, in bytes. At least 1,000. @default 10,000,000 */
  readonly maxBytes?: number;
}

/** A model whose answers are data. The same questions get the same answers, in any order of asking. */
export interface ScriptedSource {
  readonly scripted: Script;
}

export interface Script {
  /** Stands in each answer's `model`, as "scripted: NAME". @default "scripted" alone */
  readonly name?: string;
  /** The first one that fits the question is given. @default a sentence that says it is scripted */
  readonly answers?: readonly ScriptedAnswer[] | ScriptedAnswerer;
  /** Seconds to an answer's first token, or the least and the most. @default 0 */
  readonly latency?: number | readonly [least: number, most: number];
  /** How fast an answer comes, in tokens a second. @default all at once */
  readonly tokensPerSecond?: number;
  /** Which share of attempts fails, by the code of the failure; `hang` never answers. Together at most 1. @default none */
  readonly failures?: Readonly<Partial<Record<ScriptedFailure, number>>>;
  /** Decides which attempts fail, and how long each takes. @default 1 */
  readonly seed?: number;
}

export type ScriptedFailure = "MODEL_UNREACHABLE" | "MODEL_REFUSED" | "MODEL_BAD_ANSWER" | "hang";

export interface ScriptedAnswer {
  /** Fits a question whose last message contains it. @default every question */
  readonly when?: string | RegExp;
  /** What is answered: text, or a value as JSON. */
  readonly text?: string;
  readonly value?: unknown;
  /** How it fails instead. */
  readonly failure?: ScriptedFailure;
  /** Seconds to its first token. @default the script's */
  readonly latency?: number;
}

/** @param count how many attempts came before this one */
export type ScriptedAnswerer = (question: ModelQuestion, count: number) => string | ScriptedAnswer;

/** A model in this program: weights in a file, and llama.cpp on a thread of its own. */
export interface EmbeddedSource {
  /** The path of the weights, a file in the format GGUF. */
  readonly embedded: string;
  /** The folder in whose `node_modules` the package node-llama-cpp is installed. @default labs' own, else `runtime` beside the weights */
  readonly library?: string;
  /** How many tokens a question and its answer may have together. At least 256. @default 4,096 */
  readonly contextTokens?: number;
}

export type ModelSource = EndpointSource | ScriptedSource | EmbeddedSource;

/** How questions are let through to a model. */
export interface ModelOptions {
  /** How many questions are with the model at once. At least 1; an embedded model takes one. @default 4 */
  readonly concurrency?: number;
  /** How many questions may wait. At least 0; one more fails with `MODEL_QUEUE_FULL`. @default 10,000 */
  readonly maxQueued?: number;
  /** How many tokens are with the model at once, of prompts and of answers at their longest. At least 1. @default no limit */
  readonly tokensAtOnce?: number;
  /** How many tokens the model is asked for a minute, prompts included. At least 1. @default no limit */
  readonly tokensPerMinute?: number;
  /** The longest answer of a question that does not say, in tokens. At least 1. @default 1,024 */
  readonly maxTokens?: number;
  /** Seconds that a question may take in all. Above 0. @default 120 */
  readonly timeout?: number;
  /** Seconds that one attempt may take, so that a hanging server does not hold a place for long. Above 0. @default 60 */
  readonly answerTimeout?: number;
  /** How often a question is asked again after 429, 5xx and broken connections. At least 0. @default 2 */
  readonly retries?: number;
  /** Seconds before the first retry, at the least; each further one doubles them. At least 0. @default 0.5 */
  readonly retryDelay?: number;
  /** After how many failures in a row, of the server and not of a question, it is left alone for a while. At least 1. @default 8 */
  readonly breakerFailures?: number;
  /** Seconds that it is left alone the first time; each further time doubles them, up to a minute. Above 0. @default 2 */
  readonly breakerPause?: number;
}

/**
 * - `open`: it takes questions.
 * - `closing`: it takes no more, and answers those that it has.
 * - `closed`: nothing waits, and no connection, thread or timer is left.
 */
export type ModelState = "open" | "closing" | "closed";

/** What a model has cost so far. */
export interface ModelReport extends ModelUsage {
  /** The model's name, as far as it is known. */
  readonly model: string;
  /** How many questions were asked, with those that wait. */
  readonly questions: number;
  readonly answered: number;
  /** How many questions failed, by the code of their error. */
  readonly failed: Readonly<Partial<Record<ModelErrorCode, number>>>;
  /** How many attempts were made again. */
  readonly retried: number;
  /** How many questions wait now, and how many are with the model. */
  readonly waiting: number;
  readonly underWay: number;
  /** Whether the server is asked: `open` means that it is left alone, because it failed too often. */
  readonly breaker: "closed" | "open" | "trial";
  /** By agent, for the first 10,000 agents. Questions from outside a swarm are not in it. */
  readonly agents: ReadonlyMap<number, AgentModelReport>;
}

export interface AgentModelReport extends ModelUsage {
  readonly questions: number;
  readonly answered: number;
  readonly failed: number;
}

/** One queue before one language model. `openModel` opens it. */
export interface Model extends SharedModel, AsyncDisposable {
  /** The model's name, as far as it is known: a scripted one begins with "scripted". */
  readonly name: string;
  readonly state: ModelState;
  /** What leaves the machine, and to where, in one sentence. */
  readonly privacy: string;
  usage(): ModelReport;
  /**
   * Ends it: it takes no more questions, and waits for those that it has. It may be called again.
   *
   * @param options.force whether they fail at once with `MODEL_CLOSED` instead. @default false
   */
  close(options?: { readonly force?: boolean }): Promise<void>;
}
