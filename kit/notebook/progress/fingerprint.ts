import { createHash } from "node:crypto";
import { oneLine } from "../../common/one-line.ts";
import type { Exercise } from "../../lesson/index.ts";

/** A hash of what an exercise demands: its starter, names and forbidden names. It does not change with prose, hints or layout. */
export function exerciseFingerprint({
  starter,
  names,
  forbids,
}: Pick<Exercise, "starter" | "names" | "forbids">): string {
  const asked = JSON.stringify([oneLine(starter), names, forbids]);
  return createHash("sha256").update(asked).digest("hex").slice(0, 12);
}
