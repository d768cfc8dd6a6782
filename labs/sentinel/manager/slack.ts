import type { Destination } from "./destination.ts";
import { postJson } from "./post-json.ts";
import { readAddress } from "./read-address.ts";
import { slackMessage } from "./slack-message.ts";

/** Slack takes one message a second from an incoming webhook. */
const INTERVAL_SECONDS = 1;
const TIMEOUT_SECONDS = 10;

/** How to reach a webhook, for tests and for slow receivers. */
export interface WebhookOptions {
  /** Seconds until a try is given up. Above 0. @default 10 */
  readonly timeout?: number;
  /** Certificates to trust, in PEM. @default those of Node.js */
  readonly ca?: string;
}

/**
 * An incoming webhook of Slack. It has no idempotency key: a message that may have arrived is not posted again, so that
 * an incident is there at most once.
 *
 * @param address the webhook's address; it is a secret, and nothing shows it
 * @throws SentinelError INVALID_OPTION
 */
export function slack(address: string, options: WebhookOptions = {}): Destination {
  const url = readAddress("The address of the Slack webhook", address);
  const { timeout = TIMEOUT_SECONDS, ca } = options;
  return {
    kind: "slack",
    name: "Slack",
    interval: INTERVAL_SECONDS,
    mayRepeat: false,
    body: (incident, summary, about) => JSON.stringify(slackMessage(incident, summary, about)),
    post: ({ body, signal }) => postJson(url, { name: "Slack", body, headers: {}, signal, timeout, ca }),
  };
}
