import { createHash } from "node:crypto";

const LONGEST_KEY = 200;

/** What stands in the header `Idempotency-Key` for an incident: its id, in characters that a header may have. */
export function postKey(incidentId: string): string {
  const encoded = encodeURIComponent(incidentId.toWellFormed());
  return encoded.length <= LONGEST_KEY ? encoded : createHash("sha256").update(encoded).digest("hex");
}
