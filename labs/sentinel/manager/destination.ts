import type { Incident } from "../incident.ts";
import type { Summary } from "./summary.ts";

/**
 * How a try to post ended.
 *
 * - `sent`: it has arrived.
 * - `not-sent`: it has certainly not arrived, and another try may succeed.
 * - `unknown`: it may have arrived: the connection ended after the post was on its way.
 * - `refused`: it has not arrived, and another try would not change that.
 */
export type PostState = "sent" | "not-sent" | "unknown" | "refused";

export interface PostOutcome {
  readonly state: PostState;
  /** One sentence for people, without the address; empty for `sent`. */
  readonly sentence: string;
  /** Seconds to wait before the next try, as the receiver asked for. */
  readonly retryAfter?: number;
}

/** One try to post a body. */
export interface PostTry {
  readonly body: string;
  /** The same for each try of one incident. */
  readonly key: string;
  /** Whether an earlier try may have arrived. */
  readonly isRepeat: boolean;
  /** Aborts the try; it then ends as `unknown` if the body was on its way, and as `not-sent` before. */
  readonly signal: AbortSignal;
}

/** Where the manager posts to. Its address may be a secret: no member shows it. */
export interface Destination {
  /** What the outbox knows it by. There is one destination of a kind. */
  readonly kind: "slack" | "webhook" | "file";
  /** For people, without what is secret: "Slack", "the webhook at hooks.example.com". */
  readonly name: string;
  /** Seconds between two posts. */
  readonly interval: number;
  /**
   * Whether a post that may have arrived is posted again. Only where the receiver can tell that it has it already, by an
   * idempotency key or because it is a file that can be read.
   */
  readonly mayRepeat: boolean;
  /** The body of a post about an incident. @param about what is watched */
  body(incident: Incident, summary: Summary, about: string): string;
  /** Tries once. It never throws. */
  post(attempt: PostTry): Promise<PostOutcome>;
}
