import type { VerdictData } from "../verdict.ts";

export function textPicture(verdict: VerdictData): string {
  return [verdict.summary, ...(verdict.failure?.steps ?? []).map((s) => `${s.number} ${"ABCDEFGH"[s.thread]} ${s.source} — ${s.action}`)].join("\n");
}
