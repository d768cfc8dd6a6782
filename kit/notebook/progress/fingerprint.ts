import { createHash } from "node:crypto";
import { oneLine } from "../../common/one-line.ts";
import type { Exercise } from "../../lesson/index.ts";

/** Names what an exercise asks for. It changes when the starter, the names or the forbidden names do, not when prose, hints or layout do. */
export function exerciseFingerprint({
  starter,
  names,
  forbids,
}: Pick<Exercise, "starter" | "names" | "forbids">): string {
  const asked = JSON.stringify([oneLine(starter), names, forbids]);
  return createHash("sha256").update(asked).digest("hex").slice(0, 12);
}
