/** The thread of an embedded model: one loaded model, and one question after the other. */
import { parentPort, workerData } from "node:worker_threads";
import type { ModelMessage } from "../../agents/index.ts";
import { errorMessage } from "../../common/error-message.ts";
import { chatHistory } from "./chat-history.ts";
import type { Llama, LlamaChat, LlamaContext, LlamaModel, LlamaModule, LlamaSequence } from "./llama.ts";
import type { EmbeddedInit, FromEmbedded, ToEmbedded } from "./messages.ts";

/** What the marks around each message take, at most. */
const TOKENS_PER_MESSAGE = 8;

interface Loaded {
  readonly llama: Llama;
  readonly model: LlamaModel;
  readonly context: LlamaContext;
  readonly sequence: LlamaSequence;
  readonly chat: LlamaChat;
}

type Ask = Extract<ToEmbedded, { kind: "ask" }>;

const init = workerData as EmbeddedInit;
const controllers = new Map<number, AbortController>();
let work: Promise<void> = Promise.resolve();

const send = (message: FromEmbedded) => parentPort?.postMessage(message);

try {
  const loaded = await load();
  parentPort?.on("message", (message: ToEmbedded) => {
    if (message.kind === "cancel") {
      controllers.get(message.id)?.abort();
      return;
    }
    controllers.set(message.id, new AbortController());
    work = answerAfter(work, message, loaded);
  });
  send({ kind: "ready" });
} catch (error) {
  send({ kind: "unable", reason: errorMessage(error) });
}

async function load(): Promise<Loaded> {
  const { getLlama, LlamaChat, LlamaLogLevel } = (await import(init.library)) as LlamaModule;
  const llama = await getLlama({
    gpu: false,
    build: "never",
    skipDownload: true,
    maxThreads: init.threads,
    logLevel: LlamaLogLevel.error,
    logger: () => {},
  });
  const model = await llama.loadModel({ modelPath: init.weights });
  // One sequence: several at once gave damaged answers with small models.
  const contextSize = { max: init.contextTokens };
  const context = await model.createContext({ contextSize, sequences: 1, threads: init.threads });
  const sequence = context.getSequence();
  return { llama, model, context, sequence, chat: new LlamaChat({ contextSequence: sequence }) };
}

async function answerAfter(earlier: Promise<void>, ask: Ask, loaded: Loaded): Promise<void> {
  await earlier;
  const { signal } = controllers.get(ask.id) as AbortController;
  try {
    if (!signal.aborted) await answer(ask, loaded, signal);
  } catch (error) {
    send({ kind: "failed", id: ask.id, isRefused: false, reason: errorMessage(error) });
  } finally {
    controllers.delete(ask.id);
  }
}

async function answer(ask: Ask, loaded: Loaded, signal: AbortSignal): Promise<void> {
  const { id, messages, maxTokens, temperature, schema } = ask;
  const { chat, sequence, context } = loaded;
  const length = promptLength(messages, loaded.model);
  if (length + maxTokens > context.contextSize) {
    const reason = `its ${length} tokens and an answer of up to ${maxTokens} do not fit into ${context.contextSize}; shorten it, or lower its maxTokens`;
    send({ kind: "failed", id, isRefused: true, reason });
    return;
  }
  const grammar = schema && (await grammarOf(schema, loaded.llama));
  const before = sequence.tokenMeter.getState();
  const { response } = await chat.generateResponse(chatHistory(messages), {
    maxTokens,
    ...(temperature === undefined ? {} : { temperature }),
    ...(grammar === undefined ? {} : { grammar }),
    signal,
    stopOnAbortSignal: true,
    onTextChunk: (text) => send({ kind: "text", id, text }),
  });
  const { usedOutputTokens } = sequence.tokenMeter.getState();
  const answerTokens = usedOutputTokens - before.usedOutputTokens;
  send({ kind: "answer", id, text: response, promptTokens: length, answerTokens });
}

function promptLength(messages: readonly ModelMessage[], model: LlamaModel): number {
  let length = 0;
  for (const { content } of messages) length += model.tokenize(content).length + TOKENS_PER_MESSAGE;
  return length;
}

/** Undefined where the schema is beyond llama.cpp's grammars; the answer is checked against it in any case. */
async function grammarOf(schema: unknown, llama: Llama): Promise<unknown> {
  try {
    return await llama.createGrammarForJsonSchema(schema);
  } catch {
    return undefined;
  }
}
