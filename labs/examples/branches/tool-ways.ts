import { optionalPackage } from "../../common/optional-package.ts";
import type { BranchConfig, Branches, BranchUpdate, Way } from "./branches.ts";

/** A branch as a tool that a model calls. */
interface Tool {
  readonly name: string;
  readonly run: (config?: BranchConfig) => Promise<string>;
}

/** The three branches as tools, and what the model reads in its next turn. */
function toolsOf({ quick, bad, slow }: Branches): Tool[] {
  const asText = (update: Promise<BranchUpdate>) => update.then(({ notes }) => notes.join());
  return [
    { name: "quick", run: () => asText(quick()) },
    { name: "bad", run: () => asText(bad()) },
    { name: "slow", run: (config) => asText(slow(null, config)) },
  ];
}

/** What one tool gave, as a note: a failure begins with "no". */
function noteOf(output: unknown): BranchUpdate {
  const { type, value, text } = output as { type: string; value?: string; text?: string };
  const isFailure = type.startsWith("error") || text?.startsWith("An error");
  const [words = ""] = String(value ?? text).split(". ");
  return { notes: [isFailure ? `no: ${words}` : words] };
}

/** Loads a package of models. Labs does not install it, so its types may be missing as well. */
// biome-ignore lint/suspicious/noExplicitAny: without the package there are no types to name.
function load(name: string, entry: string = name): Promise<any> {
  return optionalPackage(name, "run branches as the tools of a model", () => import(entry));
}

interface Message {
  readonly role: string;
  readonly content: readonly { readonly output: unknown }[];
}

/** The AI SDK: a scripted model calls all three tools at once, reads their answers, and is done. */
const withAiSdk: Way = async (branches) => {
  const { generateText, isStepCount, jsonSchema, tool } = await load("ai");
  const { MockLanguageModelV4 } = await load("ai", "ai/test");
  const usage = { inputTokens: { total: 1 }, outputTokens: { total: 1 } };
  const say = (content: readonly object[]) => ({ content, finishReason: {}, usage, warnings: [] });
  const tools = toolsOf(branches);
  let read: BranchUpdate[] = [];
  const doGenerate = async ({ prompt }: { readonly prompt: readonly Message[] }) => {
    const last = prompt.at(-1);
    if (last?.role !== "tool") {
      const calls = tools.map(({ name }) => ({
        type: "tool-call",
        toolCallId: name,
        toolName: name,
        input: "{}",
      }));
      return { ...say(calls), finishReason: { unified: "tool-calls" } };
    }
    await branches.join();
    read = last.content.map(({ output }) => noteOf(output));
    return { ...say([{ type: "text", text: "done" }]), finishReason: { unified: "stop" } };
  };
  const inputSchema = jsonSchema({ type: "object", properties: {} });
  const kit = tools.map(({ name, run }) => {
    const execute = (_: object, { abortSignal }: { abortSignal?: AbortSignal }) =>
      run(abortSignal && { signal: abortSignal });
    return [name, tool({ inputSchema, execute })] as const;
  });
  const model = new MockLanguageModelV4({ doGenerate });
  await generateText({ model, prompt: "go", tools: Object.fromEntries(kit), stopWhen: isStepCount(3) });
  return read;
};

/** OpenAI Agents: the same model. Without an `errorFunction` of its own a failed tool answers in words; with null it throws. */
const withOpenAiAgents =
  (more: { readonly errorFunction?: null } = {}): Way =>
  async (branches) => {
    const { Agent, Runner, Usage, tool } = await load("@openai/agents");
    const tools = toolsOf(branches);
    let read: BranchUpdate[] = [];
    type Item = { readonly type: string; readonly output: unknown };
    const getResponse = async ({ input }: { readonly input: string | readonly Item[] }) => {
      const got =
        typeof input === "string" ? [] : input.filter(({ type }) => type === "function_call_result");
      if (got.length === 0) {
        const calls = tools.map(({ name }) => ({
          type: "function_call",
          callId: name,
          name,
          arguments: "{}",
        }));
        return { usage: new Usage(), output: calls };
      }
      await branches.join();
      read = got.map(({ output }) => noteOf(output));
      const content = [{ type: "output_text", text: "done" }];
      return {
        usage: new Usage(),
        output: [{ type: "message", role: "assistant", status: "completed", content }],
      };
    };
    const parameters = { type: "object", properties: {}, required: [], additionalProperties: false };
    const kit = tools.map(({ name, run }) => {
      const execute = (_: object, __: unknown, details?: BranchConfig) =>
        run(details?.signal && { signal: details.signal });
      return tool({ name, description: name, parameters, strict: false, execute, ...more });
    });
    const model = { getResponse };
    await new Runner({ tracingDisabled: true }).run(new Agent({ name: "lead", model, tools: kit }), "go");
    return read;
  };

/**
 * The branches as tools that a model calls at once. A scripted model stands in for a real one. Each way throws `MissingPackageError` where its package
 * is not installed.
 */
export const toolWays: Readonly<Record<string, Way>> = {
  "AI SDK, three tools": withAiSdk,
  "OpenAI Agents, three tools": withOpenAiAgents(),
  "OpenAI Agents, three tools, errorFunction: null": withOpenAiAgents({ errorFunction: null }),
};
