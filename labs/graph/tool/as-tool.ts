import { describeValue } from "../../common/describe-value.ts";
import { errorMessage } from "../../common/error-message.ts";
import { GraphError } from "../graph-error.ts";
import type { AgentType } from "../node/agent-type.ts";
import { checkTransfer } from "../node/check-transfer.ts";
import { readNodeOptions } from "../node/node-plan.ts";
import { runNode } from "../node/run-node.ts";
import { plainAnswer } from "./plain-answer.ts";
import type { AgentTool, ParametersOf, ToolOptions, ToolSchema } from "./tool-options.ts";

/**
 * Makes a tool of an agent type, for a model that is run by the AI SDK, by OpenAI Agents or by LangChain.js. The agent runs on
 * a warm swarm, so that tools called at the same time compute at the same time, and stops when the call is aborted.
 *
 * ```ts
 * const analyse = asTool(DataAnalyst, {
 *   description: "Adds the squares of all numbers below n.",
 *   parameters: z.object({ n: z.number() }),
 *   input: ({ n }) => n,
 * });
 * generateText({ model, prompt, tools: { analyse: tool(analyse) } }); // tool of "ai"
 * new Agent({ name: "Analyst", tools: [tool(analyse)] }); // tool of "@openai/agents"
 * ```
 *
 * @throws SwarmError CANNOT_TRANSFER when the agent type or an argument cannot be transferred to a worker
 * @throws GraphError INVALID_ARGUMENT for an option that is invalid
 */
export function asTool<Type extends AgentType, Schema extends ToolSchema>(
  type: Type,
  options: ToolOptions<Type, Schema>,
): AgentTool<Schema> {
  const { name = snakeCase(type.name || "agent"), description, parameters, input, output, ...rest } = options;
  if (typeof description !== "string" || description === "")
    throw invalid("description", "a sentence for the model", description);
  if (typeof parameters !== "object" || parameters === null || !("~standard" in parameters))
    throw invalid("parameters", "a schema, such as z.object({ … })", parameters);
  const plan = readNodeOptions(type, {
    ...rest,
    ...(input && { input }),
    // The node calls it with the answer of this agent type.
    output: (output ?? plainAnswer) as (answer: never) => unknown,
  });
  checkTransfer(plan);
  return {
    name,
    description,
    inputSchema: parameters,
    parameters,
    schema: parameters,
    errorFunction: (_, error) => `The tool ${name} failed: ${errorMessage(error)}.`,
    execute: (passed: ParametersOf<Schema>, context?: unknown, details?: unknown) => {
      const signal = signalOf(context) ?? signalOf(details);
      return runNode(plan, passed, { runName: name, ...(signal && { signal }) });
    },
  };
}

/** The signal of a call: the AI SDK and LangChain.js have it in the second argument, OpenAI Agents in the third. */
function signalOf(argument: unknown): AbortSignal | undefined {
  const { abortSignal, signal } = (argument ?? {}) as { abortSignal?: unknown; signal?: unknown };
  return [abortSignal, signal].find((one): one is AbortSignal => one instanceof AbortSignal);
}

/** `DataAnalyst` as `data_analyst`: models know tools by such names. */
function snakeCase(name: string): string {
  return name.replace(/(?<=[a-z\d])(?=[A-Z])/g, "_").toLowerCase();
}

function invalid(option: string, allowed: string, value: unknown): GraphError {
  return new GraphError("INVALID_ARGUMENT", `${option} must be ${allowed}, but is ${describeValue(value)}.`);
}
