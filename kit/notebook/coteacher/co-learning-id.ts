import { oneLine } from "../../common/one-line.ts";

/** What a learner asks `coteach()` for: an exercise, or a box of a lesson. */
export type CoteachTarget =
  | { readonly kind: "exercise"; readonly id: string }
  | { readonly kind: "box"; readonly id: string };

const KINDS = { prompt: "prompt", challenge: "challenge", try: "try", "try with ai": "try" } as const;

/** Reads `"04.2"` as an exercise, and `"04 prompt 1"`, `"4 Challenge"` or `"04 try with AI 2"` as a box. */
export function coteachTarget(text: string): CoteachTarget {
  const match = /^\s*(\d{1,2})\s+(prompt|challenge|try(?:\s+with\s+ai)?)\s*(\d+)?\s*$/i.exec(text);
  if (!match) return { kind: "exercise", id: text };
  const [, lesson = "", words = "", number = "1"] = match;
  const kind = KINDS[oneLine(words).toLowerCase() as keyof typeof KINDS];
  return { kind: "box", id: `${lesson.padStart(2, "0")} ${kind} ${Number(number)}` };
}
