import { printable } from "../view/printable.ts";
import type { PostOutcome } from "./destination.ts";

/** What a receiver answered. */
export interface HttpAnswer {
  readonly status: number;
  readonly location: string | undefined;
  readonly retryAfter: string | undefined;
  /** The beginning of the body. */
  readonly text: string;
}

/** A receiver may ask for a longer wait than this; the post then waits that long all the same. */
const USUAL_WAIT_SECONDS = 30;
const TOO_MANY_REQUESTS = 429;
const REQUEST_TIMEOUT = 408;
const SERVICE_UNAVAILABLE = 503;
/** What a gateway answers when it does not know what became of a request. */
const GATEWAY_STATUSES: readonly number[] = [500, 502, 504];
const LONGEST_REASON = 60;

/** How a post ended that was answered with this, as far as it is no redirect to follow. */
export function describeAnswer({ status, retryAfter, text }: HttpAnswer, name: string): PostOutcome {
  if (status >= 200 && status < 300) return { state: "sent", sentence: "" };
  const reason = reasonIn(text);
  if (status === TOO_MANY_REQUESTS || status === SERVICE_UNAVAILABLE) {
    const seconds = secondsIn(retryAfter) ?? USUAL_WAIT_SECONDS;
    const sentence = `${name} asks to wait (${status}); the next try is in ${Math.ceil(seconds)} s.`;
    return { state: "not-sent", sentence, retryAfter: seconds };
  }
  if (GATEWAY_STATUSES.includes(status))
    return {
      state: "unknown",
      sentence: `${name} failed with ${status}${reason}. The post may have arrived.`,
    };
  if (status === REQUEST_TIMEOUT || status > 504)
    return { state: "not-sent", sentence: `${name} failed with ${status}${reason}.` };
  return { state: "refused", sentence: `${name} refused the post with ${status}${reason}.` };
}

/**
 * Where a redirect leads.
 *
 * @returns undefined when the answer is no redirect; a sentence's end when it must not be followed
 */
export function redirectTarget({ status, location }: HttpAnswer, from: URL): URL | string | undefined {
  if (status < 300 || status >= 400) return undefined;
  if (status !== 307 && status !== 308)
    return `answered with the redirect ${status}, which would lose the post, so it was not followed.`;
  const target = location === undefined ? null : URL.parse(location, from);
  if (target === null) return "answered with a redirect that leads nowhere.";
  if (target.host !== from.host || target.protocol !== from.protocol)
    return "redirects to another host, so nothing was posted there.";
  return target;
}

/** Slack answers with a word, such as "invalid_payload". */
function reasonIn(text: string): string {
  const word = printable(text.trim());
  return /^[\w .-]+$/.test(word) && word.length <= LONGEST_REASON ? `, "${word}"` : "";
}

/** The seconds that the header Retry-After asks for: a number, or the date to wait for. */
export function secondsIn(retryAfter: string | undefined, now = Date.now()): number | undefined {
  if (retryAfter === undefined) return undefined;
  const seconds = Number(retryAfter);
  if (Number.isFinite(seconds) && seconds >= 0 && retryAfter.trim() !== "") return seconds;
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}
