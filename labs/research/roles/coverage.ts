import type { Concept } from "./plan.ts";

/** From 0 to 1: how much of what a question speaks of is there. Each concept counts by its best place. */
export function coverageOf(
  concepts: readonly Concept[],
  places: readonly (readonly [terms: ReadonlySet<string>, weight: number])[],
): number {
  let all = 0;
  let covered = 0;
  for (const { value, terms } of concepts) {
    all += value;
    const weights = terms.flatMap(([term, weight]) =>
      places.map(([present, factor]) => (present.has(term) ? weight * factor : 0)),
    );
    covered += value * Math.max(...weights);
  }
  return covered / all;
}
