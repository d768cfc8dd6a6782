import { SentinelError } from "../sentinel-error.ts";

/**
 * The address of a webhook. A sentence about a wrong one does not repeat it, since it may be a secret.
 *
 * @param what what the address is, as the subject of a sentence
 * @throws SentinelError INVALID_OPTION
 */
export function readAddress(what: string, text: unknown): URL {
  const url = typeof text === "string" ? URL.parse(text.trim()) : null;
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:"))
    throw new SentinelError(
      "INVALID_OPTION",
      `${what} must be an address that begins with https:// (or http:// for a server of your own).`,
    );
  return url;
}
