import type { Finding } from "../finding.ts";
import type { Clue } from "./clue.ts";
import { LEAST_WEIGHT } from "./evidence-weights.ts";

/** The cause for which most of the evidence speaks. */
export interface Verdict {
  readonly cause: Finding["cause"];
  readonly culprit: string;
  /** The cause's share of all weights; 0 where none is named. */
  readonly confidence: number;
  /** The clues that speak for it, the heaviest first. */
  readonly clues: readonly Clue[];
}

/** Weighs clues. @param service - the culprit where no cause is named */
export function weigh(clues: readonly Clue[], service: string): Verdict {
  const weights = new Map<string, Clue[]>();
  for (const clue of clues) {
    const key = `${clue.cause}\n${clue.culprit}`;
    weights.set(key, [...(weights.get(key) ?? []), clue]);
  }
  const sum = (list: readonly Clue[]) => list.reduce((total, { weight }) => total + weight, 0);
  const [best] = [...weights].sort(([a, m], [b, n]) => sum(n) - sum(m) || (a < b ? -1 : 1));
  const heaviest = (best?.[1] ?? []).toSorted((a, b) => b.weight - a.weight);
  const [first] = heaviest;
  if (first === undefined || first.cause === "unknown" || sum(heaviest) < LEAST_WEIGHT) {
    return {
      cause: "unknown",
      culprit: service,
      confidence: 0,
      clues: clues.toSorted((a, b) => b.weight - a.weight),
    };
  }
  return {
    cause: first.cause,
    culprit: first.culprit,
    confidence: sum(heaviest) / sum(clues),
    clues: heaviest,
  };
}
