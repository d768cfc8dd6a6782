import { type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { PostOutcome } from "./destination.ts";
import { describeAnswer, type HttpAnswer, redirectTarget } from "./http-answer.ts";

/** What `postJson` needs beside the address. */
export interface JsonPost {
  /** How sentences name the receiver: without the address. */
  readonly name: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Seconds until a try is given up. */
  readonly timeout: number;
  /** The certificates to trust, in PEM; a test has its own. @default those of Node.js */
  readonly ca?: string | undefined;
}

const MOST_REDIRECTS = 3;
/** An answer's body is read to this length only. */
const MOST_ANSWER_BYTES = 64 * 1024;
const KEPT_ANSWER_CHARACTERS = 200;

/**
 * Posts JSON once, and says how far it came: whether the body was on its way when the connection failed decides whether
 * it may have arrived. A redirect is followed on the same host only, since the body and the address are meant for that host.
 */
export async function postJson(address: URL, post: JsonPost): Promise<PostOutcome> {
  let url = address;
  for (let redirects = 0; ; redirects++) {
    const answer = await postOnce(url, post);
    if ("state" in answer) return answer;
    const target = redirectTarget(answer, url);
    if (target === undefined) return describeAnswer(answer, post.name);
    if (typeof target === "string") return { state: "refused", sentence: `${post.name} ${target}` };
    if (redirects >= MOST_REDIRECTS)
      return { state: "refused", sentence: `${post.name} redirects in a circle, so the post was given up.` };
    url = target;
  }
}

function postOnce(url: URL, post: JsonPost): Promise<HttpAnswer | PostOutcome> {
  const { promise, resolve } = Promise.withResolvers<HttpAnswer | PostOutcome>();
  const { name, body, timeout, signal } = post;
  if (signal.aborted) return Promise.resolve(notSent(`The post to ${name} was not begun.`));
  let isOnItsWay = false;
  const open = url.protocol === "https:" ? requestHttps : requestHttp;
  const request: ClientRequest = open(url, {
    method: "POST",
    // A connection of its own: an old one that the receiver has just closed would make an outcome unknown for nothing.
    agent: false,
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Length": Buffer.byteLength(body),
      "User-Agent": "swarmlab-sentinel",
      ...post.headers,
    },
    ...(post.ca !== undefined && { ca: post.ca }),
  });
  const timer = setTimeout(() => giveUp(`${name} did not answer within ${timeout} s.`), timeout * 1000);
  const onAbort = () => giveUp(`The post to ${name} was interrupted.`);
  signal.addEventListener("abort", onAbort, { once: true });
  const end = (outcome: HttpAnswer | PostOutcome) => {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
    request.destroy();
    resolve(outcome);
  };
  const giveUp = (sentence: string) => end(isOnItsWay ? unknown(sentence) : notSent(sentence));

  const ready = url.protocol === "https:" ? "secureConnect" : "connect";
  request.once("socket", (socket) =>
    socket.once(ready, () => {
      // The body is written only now, so that before this moment nothing can have arrived.
      isOnItsWay = true;
      request.end(body);
    }),
  );
  request.on("error", (error: NodeJS.ErrnoException) => giveUp(failureSentence(name, error, isOnItsWay)));
  request.once(
    "response",
    (response) => void readResponse(response).then(end, () => giveUp(`${name} broke off its answer.`)),
  );
  request.flushHeaders();
  return promise;
}

async function readResponse(response: IncomingMessage): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    length += chunk.length;
    if (length > MOST_ANSWER_BYTES) break;
    chunks.push(chunk);
  }
  return {
    status: response.statusCode ?? 0,
    location: response.headers.location,
    retryAfter: response.headers["retry-after"],
    text: Buffer.concat(chunks).toString("utf8").slice(0, KEPT_ANSWER_CHARACTERS),
  };
}

/** An error of the connection as one sentence. The message of the error is not repeated: it may hold the address. */
function failureSentence(name: string, { code = "" }: NodeJS.ErrnoException, isOnItsWay: boolean): string {
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return `The host of ${name} cannot be found (${code}).`;
  if (code === "ECONNREFUSED") return `${name} is down: it refuses connections.`;
  if (/CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL|EPROTO/.test(code))
    return `${name} cannot be trusted: TLS fails (${code}).`;
  if (isOnItsWay) return `${name} broke the connection before it answered${inBrackets(code)}.`;
  return `${name} cannot be reached${inBrackets(code)}.`;
}

function inBrackets(code: string): string {
  return /^[A-Z0-9_]+$/.test(code) ? ` (${code})` : "";
}

function unknown(sentence: string): PostOutcome {
  return { state: "unknown", sentence: `${sentence} The post may have arrived.` };
}

function notSent(sentence: string): PostOutcome {
  return { state: "not-sent", sentence };
}
