import type { OpenAI } from "openai";
import { ModelError } from "../../agents/index.ts";
import { optionalPackage } from "../../common/optional-package.ts";
import { oneLine } from "../answers/one-line.ts";
import type { EndpointSource } from "../options.ts";
import { AttemptFailure } from "./attempt-failure.ts";
import type { Attempt, Backend, BackendAnswer } from "./backend.ts";
import { endpointFailure } from "./endpoint-failure.ts";
import { type EndpointUrl, readEndpointUrl } from "./endpoint-url.ts";
import { limitedFetch } from "./limited-fetch.ts";
import { WithoutKey, withoutKey } from "./without-key.ts";

/** The client's own time limit is a second above the gateway's, which ends every attempt before. */
const BACKSTOP_SECONDS = 1;

const OLDER_LIMIT = "max_tokens";
const NEWER_LIMIT = "max_completion_tokens";

type Request = OpenAI.ChatCompletionCreateParamsNonStreaming;

/** Opens a connection to a server that speaks OpenAI's protocol. Nothing is sent before the first question. */
export async function openEndpoint(source: EndpointSource, answerTimeout: number): Promise<Backend> {
  const url = readEndpointUrl(source.url);
  const maxBytes = source.maxBytes ?? 10_000_000;
  if (!Number.isSafeInteger(maxBytes) || maxBytes < 1000)
    throw new ModelError("MODEL_INVALID_ARGUMENT", "maxBytes must be a whole number of at least 1,000.");
  const { OpenAI } = await optionalPackage("openai", "ask a model by its url", () => import("openai"));
  const key = source.key ?? process.env.SWARMLAB_MODEL_KEY ?? "";
  const client = new OpenAI({
    baseURL: url.base,
    // The client refuses to be without a key; servers on the own machine need none.
    apiKey: key === "" ? "none" : key,
    // Whatever the environment holds for OpenAI is not for another server.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: (answerTimeout + BACKSTOP_SECONDS) * 1000,
    logLevel: "off",
    fetch: limitedFetch(maxBytes),
  });
  return new EndpointBackend(client, url, key, source.model);
}

class EndpointBackend implements Backend {
  readonly privacy: string;
  readonly mostAtOnce = Number.POSITIVE_INFINITY;
  readonly #client: OpenAI;
  readonly #url: EndpointUrl;
  readonly #key: string;
  #model: string | undefined;
  #limitName: typeof OLDER_LIMIT | typeof NEWER_LIMIT = OLDER_LIMIT;
  /** The request for the server's models, while it goes on, and how many questions wait for it. */
  #listing: Listing | undefined;

  constructor(client: OpenAI, url: EndpointUrl, key: string, model: string | undefined) {
    this.#client = client;
    this.#url = url;
    this.#key = key;
    this.#model = model;
    this.privacy = url.isThisMachine
      ? `Questions stay on this machine: they go to ${url.shown}.`
      : `Each question leaves this machine, with all of its messages: it is sent to ${url.shown}.`;
  }

  get name(): string {
    return this.#model ?? `a model at ${this.#url.shown}`;
  }

  async answer(attempt: Attempt): Promise<BackendAnswer> {
    try {
      return await this.#try(attempt);
    } catch (error) {
      const failure = endpointFailure(error, this.#url.shown, this.#key);
      // OpenAI's newer models refuse the older name of the limit, which other servers still want.
      if (failure.code !== "MODEL_REFUSED" || this.#limitName === NEWER_LIMIT) throw failure;
      if (!failure.message.includes(NEWER_LIMIT)) throw failure;
      this.#limitName = NEWER_LIMIT;
      return this.answer(attempt);
    }
  }

  async #try(attempt: Attempt): Promise<BackendAnswer> {
    const { signal, onText } = attempt;
    const request = requestOf(attempt, await this.#modelName(signal), this.#limitName);
    return onText === undefined ? this.#whole(request, signal) : this.#streamed(request, signal, onText);
  }

  async close(): Promise<void> {
    this.#listing?.controller.abort();
  }

  /** The model that answers. The first questions that come together ask for it once. */
  async #modelName(signal: AbortSignal): Promise<string> {
    if (this.#model !== undefined) return this.#model;
    const listing = this.#listing ?? this.#list();
    listing.waiting++;
    const { promise: cancelled, reject } = Promise.withResolvers<never>();
    const cancel = () => reject(signal.reason);
    signal.addEventListener("abort", cancel, { once: true });
    try {
      return await Promise.race([listing.name, cancelled]);
    } finally {
      signal.removeEventListener("abort", cancel);
      // It serves several questions, so the last one that gives up ends it.
      if (--listing.waiting === 0) listing.controller.abort();
    }
  }

  #list(): Listing {
    const controller = new AbortController();
    const listing = { controller, waiting: 0, name: this.#firstModel(controller.signal) };
    const forget = () => {
      if (this.#listing === listing) this.#listing = undefined;
    };
    controller.signal.addEventListener("abort", forget, { once: true });
    listing.name.then(forget, forget);
    this.#listing = listing;
    return listing;
  }

  async #firstModel(signal: AbortSignal): Promise<string> {
    const page: { readonly data?: unknown } = await this.#client.models.list({ signal });
    const first: unknown = Array.isArray(page.data) ? page.data[0] : undefined;
    const name: unknown = typeof first === "object" && first !== null ? Reflect.get(first, "id") : undefined;
    if (typeof name !== "string")
      throw new AttemptFailure(
        "MODEL_REFUSED",
        `${this.#url.shown} lists no model; load one there, or name it with the option model.`,
      );
    this.#model = name;
    return name;
  }

  async #whole(request: Request, signal: AbortSignal): Promise<BackendAnswer> {
    const completion = await this.#client.chat.completions.create(request, { signal });
    const choice = (completion as Partial<typeof completion> | null | undefined)?.choices?.[0];
    const text: unknown = choice?.message?.content ?? choice?.message?.refusal;
    if (typeof text !== "string" || (text === "" && choice?.message?.tool_calls?.length))
      throw this.#withoutText(completion);
    const own = withoutKey(text, this.#key);
    return answerOf(own, this.#nameFrom(completion.model), request.model, completion.usage);
  }

  async #streamed(
    request: Request,
    signal: AbortSignal,
    onText: (text: string) => void,
  ): Promise<BackendAnswer> {
    const options = { stream: true, stream_options: { include_usage: true } } as const;
    const stream = await this.#client.chat.completions.create({ ...request, ...options }, { signal });
    const without = new WithoutKey(this.#key);
    let text = "";
    let hasText = false;
    let isFinished = false;
    const pass = (piece: string) => {
      text += piece;
      if (piece !== "") onText(piece);
    };
    let hasTools = false;
    let model: unknown;
    let usage: OpenAI.CompletionUsage | null | undefined;
    for await (const chunk of stream) {
      const choice = chunk?.choices?.[0];
      const piece: unknown = choice?.delta?.content ?? choice?.delta?.refusal;
      if (typeof piece === "string") {
        hasText = true;
        pass(without.add(piece));
      }
      if (choice?.finish_reason) isFinished = true;
      if (choice?.delta?.tool_calls?.length) hasTools = true;
      model ??= chunk?.model;
      usage = chunk?.usage ?? usage;
    }
    signal.throwIfAborted();
    if (!isFinished)
      throw new AttemptFailure("MODEL_BAD_ANSWER", `The answer of ${this.#url.shown} stopped in the middle.`);
    pass(without.rest());
    if (!hasText || (text === "" && hasTools)) throw this.#withoutText(undefined);
    return answerOf(text, this.#nameFrom(model), request.model, usage);
  }

  #nameFrom(model: unknown): string | undefined {
    return typeof model === "string" ? withoutKey(oneLine(model, LONGEST_NAME), this.#key) : undefined;
  }

  /** Some servers report an error with the status 200; some answer with a call of a tool that was never offered. */
  #withoutText(answer: unknown): AttemptFailure {
    const error: unknown =
      typeof answer === "object" && answer !== null ? Reflect.get(answer, "error") : undefined;
    const said: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "message") : error;
    const why =
      typeof said === "string" ? `, but with an error: ${withoutKey(oneLine(said, 300), this.#key)}` : "";
    return new AttemptFailure("MODEL_BAD_ANSWER", `${this.#url.shown} answered without any text${why}.`);
  }
}

/** The longest name of a model that is kept, in characters. */
const LONGEST_NAME = 200;

interface Listing {
  readonly controller: AbortController;
  readonly name: Promise<string>;
  waiting: number;
}

function requestOf(
  { messages, schema, maxTokens, temperature }: Attempt,
  model: string,
  limitName: typeof OLDER_LIMIT | typeof NEWER_LIMIT,
): Request {
  return {
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    [limitName]: maxTokens,
    ...(temperature === undefined ? {} : { temperature }),
    ...(schema === undefined
      ? {}
      : { response_format: { type: "json_schema", json_schema: { name: "answer", schema: { ...schema } } } }),
  };
}

function answerOf(
  text: string,
  model: unknown,
  asked: string,
  usage: OpenAI.CompletionUsage | null | undefined,
): BackendAnswer {
  return {
    text,
    model: typeof model === "string" && model !== "" ? model : asked,
    promptTokens: wholeOr(usage?.prompt_tokens),
    answerTokens: wholeOr(usage?.completion_tokens),
  };
}

function wholeOr(count: unknown): number | undefined {
  return Number.isSafeInteger(count) && (count as number) >= 0 ? (count as number) : undefined;
}
