import type { Chooser } from "./chooser.ts";
import type { ExplorationOptions } from "./exploration-options.ts";
import { Run } from "./run.ts";
import type { RunEnd } from "./run-end.ts";
import { Stretches } from "./scripts.ts";
import { type Found, foundIn, isFailure } from "./search-result.ts";
import { stretchesOf } from "./trace.ts";

const MOST_ROUNDS = 20;
/** Longer runs are not simplified. */
const MOST_STRETCHES = 60;

/** Leaves out stretches of a failing run, one after the other, while it still fails and becomes simpler. */
export function simplified(
  found: Found,
  options: ExplorationOptions,
  execute: (run: Run, chooser: Chooser) => RunEnd,
): Found {
  let best = found;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const simpler = simplerThan(best, options, execute);
    if (simpler === undefined) break;
    best = simpler;
  }
  return best;
}

function simplerThan(
  best: Found,
  options: ExplorationOptions,
  execute: (run: Run, chooser: Chooser) => RunEnd,
): Found | undefined {
  const stretches = stretchesOf(best.choices);
  if (stretches.length > MOST_STRETCHES) return undefined;
  for (let leftOut = 0; leftOut < stretches.length; leftOut++) {
    const run = new Run(options);
    const end = execute(run, new Stretches(stretches.filter((_, i) => i !== leftOut)));
    if (!isFailure(end) || end.kind !== best.end.kind) continue;
    const candidate = foundIn(run, end);
    if (isSimpler(candidate, best)) return candidate;
  }
  return undefined;
}

function isSimpler(a: Found, b: Found): boolean {
  if (a.deaths !== b.deaths) return a.deaths < b.deaths;
  return (
    a.preemptions < b.preemptions || (a.preemptions === b.preemptions && a.choices.length < b.choices.length)
  );
}
