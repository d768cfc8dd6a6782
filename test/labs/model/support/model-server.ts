import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";

/** What a request asks, as far as tests look at it. */
export interface Asked {
  /** The last message. */
  readonly text: string;
  /** How often this text was asked before. */
  readonly count: number;
  readonly body: Record<string, unknown>;
  readonly headers: IncomingMessage["headers"];
}

/** What a server does with one request. Times are in milliseconds. */
export type Behaviour =
  | { readonly kind: "answer"; readonly text?: string; readonly delay?: number; readonly pieceDelay?: number }
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    }
  /** Takes the request and never answers; with `piecesFirst` it begins a stream. */
  | { readonly kind: "hang"; readonly piecesFirst?: number }
  /** Not what the protocol says. */
  | { readonly kind: "raw"; readonly type: string; readonly body: string }
  /** Closes the connection before or in the middle of the answer. */
  | { readonly kind: "close"; readonly piecesFirst?: number }
  /** Ends a stream properly, but before it is finished. */
  | { readonly kind: "half" }
  /** An answer of so many bytes, without telling its length. */
  | { readonly kind: "huge"; readonly bytes: number };

export interface ModelServer extends AsyncDisposable {
  readonly url: string;
  /** Every request for an answer, in the order of arrival. */
  readonly asked: readonly Asked[];
  /** How often the list of models was asked for. */
  readonly listings: number;
  /** Resolves when so many connections were closed by the client before their answer. */
  closedByClient(count: number): Promise<void>;
  /** Resolves when so many requests for an answer have arrived. */
  arrived(count: number): Promise<void>;
}

const WORDS = /\S+\s*/g;

/** A small server that speaks OpenAI's protocol on a port of its own, and misbehaves as it is asked to. */
export async function startModelServer(
  behave: (asked: Asked) => Behaviour = ({ text }) => ({ kind: "answer", text: `echo: ${text}` }),
): Promise<ModelServer> {
  const asked: Asked[] = [];
  const counts = new Map<string, number>();
  const state = { closed: 0, listings: 0 };
  const waiters: { isDone(): boolean; resolve(): void }[] = [];
  const wake = () => {
    for (const waiter of waiters) if (waiter.isDone()) waiter.resolve();
  };
  const until = (isDone: () => boolean) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiters.push({ isDone, resolve });
    wake();
    return promise;
  };
  const server = createServer(async (request, response) => {
    if (request.method === "GET") {
      state.listings++;
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ object: "list", data: [{ id: "first-model" }, { id: "second-model" }] }));
      return;
    }
    let json = "";
    for await (const chunk of request) json += chunk;
    const body = JSON.parse(json) as { messages: { content: string }[] } & Record<string, unknown>;
    const text = body.messages.at(-1)?.content ?? "";
    const count = counts.get(text) ?? 0;
    counts.set(text, count + 1);
    const one: Asked = { text, count, body, headers: request.headers };
    asked.push(one);
    response.on("close", () => {
      if (!response.writableFinished && !isDestroyedHere.has(response)) state.closed++;
      wake();
    });
    wake();
    await act(response, behave(one), body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked,
    get listings() {
      return state.listings;
    },
    closedByClient: (count) => until(() => state.closed >= count),
    arrived: (count) => until(() => asked.length >= count),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Responses whose connection this server has closed itself. */
const isDestroyedHere = new WeakSet<ServerResponse>();

async function act(
  response: ServerResponse,
  behaviour: Behaviour,
  body: Record<string, unknown>,
): Promise<void> {
  const model = String(body.model);
  const piece = (content: string, finish: string | null = null) =>
    response.write(
      `data: ${JSON.stringify({ object: "chat.completion.chunk", model, choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`,
    );
  const begin = (pieces: number) => {
    if (pieces === 0) return;
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (let i = 0; i < pieces; i++) piece(`piece${i} `);
  };
  switch (behaviour.kind) {
    case "status":
      response.writeHead(behaviour.status, { "content-type": "application/json", ...behaviour.headers });
      response.end(behaviour.body ?? JSON.stringify({ error: { message: `status ${behaviour.status}` } }));
      return;
    case "hang":
      begin(behaviour.piecesFirst ?? 0);
      return;
    case "raw":
      response.writeHead(200, { "content-type": behaviour.type });
      response.end(behaviour.body);
      return;
    case "close":
      begin(behaviour.piecesFirst ?? 0);
      isDestroyedHere.add(response);
      setImmediate(() => response.destroy());
      return;
    case "half":
      begin(2);
      response.end();
      return;
    case "huge":
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"choices":[{"message":{"content":"');
      await writeMuch(response, behaviour.bytes);
      response.end('"}}]}');
      return;
    case "answer":
      await answer(response, behaviour, body, piece);
  }
}

async function writeMuch(response: ServerResponse, bytes: number): Promise<void> {
  const closed = new AbortController();
  response.on("close", () => closed.abort());
  for (let sent = 0; sent < bytes && !response.destroyed; sent += 65_536) {
    if (response.write("x".repeat(65_536))) continue;
    await once(response, "drain", { signal: closed.signal }).catch(() => {});
  }
}

async function answer(
  response: ServerResponse,
  { text = "yes", delay = 0, pieceDelay = 0 }: Extract<Behaviour, { kind: "answer" }>,
  body: Record<string, unknown>,
  piece: (content: string, finish?: string | null) => void,
): Promise<void> {
  const model = body.model;
  const usage = { prompt_tokens: 7, completion_tokens: 5, total_tokens: 12 };
  if (delay > 0) await setTimeout(delay);
  if (response.destroyed) return;
  if (body.stream !== true) {
    const message = { role: "assistant", content: text };
    const json = JSON.stringify({ model, choices: [{ index: 0, message, finish_reason: "stop" }], usage });
    response.writeHead(200, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(json),
    });
    response.end(json);
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const word of text.match(WORDS) ?? []) {
    piece(word);
    if (pieceDelay > 0) await setTimeout(pieceDelay);
  }
  piece("", "stop");
  response.write(`data: ${JSON.stringify({ model, choices: [], usage })}\n\n`);
  response.end("data: [DONE]\n\n");
}
