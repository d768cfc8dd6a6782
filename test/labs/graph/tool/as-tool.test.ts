import { tool as langChainTool } from "@langchain/core/tools";
import { Agent, type Model, type ModelResponse, tool as openAiTool, Runner, Usage } from "@openai/agents";
import { tool as aiTool, generateText, isStepCount } from "ai";
import { MockLanguageModelV4 } from "ai/test";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { DataAnalyst } from "../../../../labs/agents/index.ts";
import { asTool } from "../../../../labs/graph/index.ts";
import { Doubler, Spinner } from "../support/graph-agents.ts";

const parameters = z.object({ n: z.number() });
const double = asTool(Doubler, {
  description: "Doubles a number that is not negative.",
  parameters,
  input: ({ n }) => n,
});

describe("a tool of the AI SDK", () => {
  /** A model that calls the tool once with `n`, and then says what it got. */
  function scripted(name: string, n: number) {
    const usage = {
      inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
      outputTokens: { total: 1, text: 1, reasoning: 0 },
    };
    return new MockLanguageModelV4({
      doGenerate: async ({ prompt }) => {
        const last = prompt.at(-1);
        const result =
          last?.role === "tool" ? last.content.find(({ type }) => type === "tool-result") : undefined;
        if (result === undefined) {
          const call = {
            type: "tool-call",
            toolCallId: "1",
            toolName: name,
            input: JSON.stringify({ n }),
          } as const;
          return {
            content: [call],
            finishReason: { unified: "tool-calls", raw: undefined },
            usage,
            warnings: [],
          };
        }
        const text = `got ${JSON.stringify((result as { output: unknown }).output)}`;
        return {
          content: [{ type: "text", text }],
          finishReason: { unified: "stop", raw: undefined },
          usage,
          warnings: [],
        };
      },
    });
  }

  test("runs an agent with what the model passes, and the model reads its answer", async () => {
    const tools = { double: aiTool(double) };
    const { text } = await generateText({
      model: scripted("double", 21),
      prompt: "Double 21.",
      tools,
      stopWhen: isStepCount(3),
    });
    expect(text).toBe('got {"type":"json","value":42}');
  });

  test("tells the model why an agent failed", async () => {
    const { text } = await generateText({
      model: scripted("double", -1),
      prompt: "Double -1.",
      tools: { double: aiTool(double) },
      stopWhen: isStepCount(3),
    });
    expect(text).toContain("-1 is negative");
  });

  test("stops its agent when the call is aborted", async () => {
    const spin = asTool(Spinner, {
      description: "Computes for an hour.",
      parameters: z.object({ n: z.number() }),
      input: () => ({ seconds: 3600 }),
    });
    const answer = generateText({
      model: scripted("spin", 0),
      prompt: "Spin.",
      tools: { spin: aiTool(spin) },
      stopWhen: isStepCount(3),
      abortSignal: AbortSignal.timeout(300),
    });
    await expect(answer).rejects.toThrow();
  });
});

describe("a tool of OpenAI Agents", () => {
  /** A model that calls the tool once with `n`, and then says what it got. */
  class Scripted implements Model {
    readonly #n: number;

    constructor(n: number) {
      this.#n = n;
    }

    async getResponse({ input }: Parameters<Model["getResponse"]>[0]): Promise<ModelResponse> {
      const items = typeof input === "string" ? [] : input;
      const result = items.find((item) => item.type === "function_call_result");
      const usage = new Usage();
      if (result === undefined) {
        const call = { type: "function_call", callId: "1", name: "double", status: "completed" } as const;
        return { usage, output: [{ ...call, arguments: JSON.stringify({ n: this.#n }) }] };
      }
      const text = `got ${JSON.stringify((result as { output: unknown }).output)}`;
      return {
        usage,
        output: [
          {
            type: "message",
            role: "assistant",
            status: "completed",
            content: [{ type: "output_text", text }],
          },
        ],
      };
    }

    // biome-ignore lint/correctness/useYield: the test does not stream.
    async *getStreamedResponse(): AsyncGenerator<never> {
      throw new Error("is not used");
    }
  }

  const ask = async (n: number) => {
    const agent = new Agent({
      name: "Mathematician",
      model: new Scripted(n),
      tools: [openAiTool({ ...double, name: "double" })],
    });
    // Without this option, OpenAI Agents would send its traces away as soon as there is a key.
    const { finalOutput } = await new Runner({ tracingDisabled: true }).run(agent, `Double ${n}.`);
    return finalOutput;
  };

  test("runs an agent with what the model passes, and the model reads its answer", async () => {
    expect(await ask(21)).toBe('got {"type":"text","text":"42"}');
  });

  test("tells the model why an agent failed", async () => {
    expect(await ask(-1)).toContain("The tool doubler failed: -1 is negative.");
  });
});

test("the same object is a tool of LangChain.js", async () => {
  const made = langChainTool(double.execute, double);
  expect(made.name).toBe("doubler");
  expect(await made.invoke({ n: 4 })).toBe(8);
});

test("an answer with BigInts reaches the model as digits", async () => {
  const analyse = asTool(DataAnalyst, { description: "Adds squares.", parameters, input: ({ n }) => n });
  expect(analyse.name).toBe("data_analyst");
  expect(await analyse.execute({ n: 10 })).toBe("285");
  const own = asTool(DataAnalyst, {
    description: "Adds squares.",
    parameters,
    input: ({ n }) => n,
    output: (sum) => ({ digits: String(sum).length }),
  });
  expect(await own.execute({ n: 10 })).toEqual({ digits: 3 });
});

test("a tool without a description or a schema is refused in a sentence", () => {
  expect(() => asTool(Doubler, { description: "", parameters })).toThrow(/description must be a sentence/);
  expect(() => asTool(Doubler, { description: "Doubles.", parameters: { type: "object" } as never })).toThrow(
    /parameters must be a schema/,
  );
});
