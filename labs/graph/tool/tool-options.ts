import type { AnswerOf, InputOf } from "../node/agent-type.ts";
import type { NodeOptions } from "../node/node-options.ts";

/** A schema of zod, or of any library with Standard Schema. */
export interface ToolSchema<Parameters = unknown> {
  readonly "~standard": { readonly types?: { readonly output: Parameters } | undefined };
}

/** What a schema's values are. */
export type ParametersOf<Schema> = Schema extends ToolSchema<infer Parameters> ? Parameters : never;

/** How an agent type becomes a tool that a model may call. */
export interface ToolOptions<Type, Schema> extends Omit<NodeOptions<Type>, "runName" | "tags" | "policy"> {
  /** The tool's name for the model. @default the agent type's name, as `data_analyst` */
  readonly name?: string;
  /** Says to the model what the tool does, and when to use it. */
  readonly description: string;
  /** The schema of what the model passes: an object. */
  readonly parameters: Schema;
  /** What of the parameters goes to the agent. @default all of them */
  readonly input?: (parameters: ParametersOf<Schema>) => InputOf<Type>;
  /** What the model reads of the answer. @default the answer, with each BigInt as its digits */
  readonly output?: (answer: AnswerOf<Type>) => unknown;
}

/**
 * What `tool()` of the AI SDK, `tool()` of OpenAI Agents and `tool()` of LangChain.js take, under the names that each of them
 * reads.
 */
export interface AgentTool<Schema> {
  readonly name: string;
  readonly description: string;
  /** For the AI SDK. */
  readonly inputSchema: Schema;
  /** For OpenAI Agents. */
  readonly parameters: Schema;
  /** For LangChain.js. */
  readonly schema: Schema;
  /** What OpenAI Agents tells the model of a call that failed. */
  readonly errorFunction: (context: unknown, error: unknown) => string;
  /**
   * Runs one agent.
   *
   * @throws AgentError when the agent fails; each framework tells its model so
   */
  readonly execute: (
    parameters: ParametersOf<Schema>,
    context?: unknown,
    details?: unknown,
  ) => Promise<unknown>;
}
