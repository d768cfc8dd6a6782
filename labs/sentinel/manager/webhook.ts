import type { Destination } from "./destination.ts";
import { incidentMessage } from "./incident-message.ts";
import { postJson } from "./post-json.ts";
import { readAddress } from "./read-address.ts";
import type { WebhookOptions } from "./slack.ts";

const INTERVAL_SECONDS = 0.1;
const TIMEOUT_SECONDS = 10;

/**
 * A webhook of one's own, which gets JSON. Each try of a post has the same header `Idempotency-Key`, so a post that may
 * have arrived is posted again, and a receiver that keeps the keys has each incident once.
 *
 * @param address the webhook's address; nothing shows more of it than its host
 * @throws SentinelError INVALID_OPTION
 */
export function webhook(address: string, options: WebhookOptions = {}): Destination {
  const url = readAddress("The address of the webhook", address);
  const { timeout = TIMEOUT_SECONDS, ca } = options;
  const name = `the webhook at ${url.host}`;
  return {
    kind: "webhook",
    name,
    interval: INTERVAL_SECONDS,
    mayRepeat: true,
    body: (incident, summary, about) => JSON.stringify(incidentMessage(incident, summary, about)),
    post: async ({ body, key, signal }) => {
      const headers = { "Idempotency-Key": key };
      const outcome = await postJson(url, { name, body, headers, signal, timeout, ca });
      return { ...outcome, sentence: outcome.sentence.replace(/^t/, "T") };
    },
  };
}
