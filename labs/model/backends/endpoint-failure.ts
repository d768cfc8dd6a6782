import { APIConnectionError, APIError } from "openai";
import { oneLine } from "../answers/one-line.ts";
import { AttemptFailure } from "./attempt-failure.ts";

/** How much of a server's own message is kept, in characters. */
const MOST_CHARACTERS = 300;

/** What an attempt's error means. @param server the server as messages show it @param key is cut out of all messages */
export function endpointFailure(error: unknown, server: string, key: string): AttemptFailure {
  if (AttemptFailure.is(error)) return error;
  const text = (words: string) => clean(words, key);
  if (error instanceof APIConnectionError)
    return unreachable(`The model's server at ${server} cannot be reached: ${text(reasonOf(error))}.`);
  if (error instanceof APIError && typeof error.status === "number")
    return answeredWith(error, error.status, `${server} answered ${text(error.message)}`);
  if (error instanceof APIError)
    return unreachable(`${server} reported an error in the middle of its answer: ${text(error.message)}`);
  if (error instanceof SyntaxError)
    return new AttemptFailure("MODEL_BAD_ANSWER", `${server} did not answer in JSON.`);
  return unreachable(`The connection to ${server} broke: ${text(reasonOf(error))}.`);
}

function answeredWith(error: APIError, status: number, message: string): AttemptFailure {
  const retryAfter = retryAfterOf(error.headers, Date.now());
  if (status >= 500) return unreachable(message, retryAfter);
  if (status >= 300 && status < 400)
    return new AttemptFailure(
      "MODEL_REFUSED",
      `${message}: it wants to redirect the question to another address, which is not followed; set its own address as the url.`,
    );
  const isRetryable = status === 429 || status === 408;
  return new AttemptFailure("MODEL_REFUSED", message, { isRetryable, retryAfter });
}

function unreachable(message: string, retryAfter?: number): AttemptFailure {
  return new AttemptFailure("MODEL_UNREACHABLE", message, {
    isRetryable: true,
    isServerFault: true,
    retryAfter,
  });
}

/** The seconds that a server asks to wait: a number, or a date. */
export function retryAfterOf(headers: Headers | undefined, now: number): number | undefined {
  const given = headers?.get("retry-after");
  if (given === undefined || given === null) return undefined;
  const seconds = Number(given);
  const wait = Number.isFinite(seconds) ? seconds : (Date.parse(given) - now) / 1000;
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

/** The innermost cause says most, such as "connect ECONNREFUSED 127.0.0.1:8080". */
function reasonOf(error: unknown): string {
  let reason = "no reason is known";
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth++) {
    const { message } = at;
    const code: unknown = Reflect.get(at, "code");
    if (message !== "") reason = message;
    else if (typeof code === "string") reason = code;
  }
  return reason;
}

function clean(message: string, key: string): string {
  return oneLine(key === "" ? message : message.replaceAll(key, "…"), MOST_CHARACTERS);
}
