import { ExploreError } from "./explore-error.ts";
import { placeOf } from "./report/recorder.ts";
import { TimeIsUp } from "./runtime/loop-watch.ts";
import { BoundedSearch } from "./schedule/bounded-search.ts";
import type { ExplorationOptions } from "./schedule/exploration-options.ts";
import type { Observer } from "./schedule/observer.ts";
import { Run } from "./schedule/run.ts";
import { letterOf } from "./schedule/trace.ts";

/** A step as one can compare it with that of another run. */
interface Seen {
  readonly thread: number;
  readonly site: number;
  readonly what: string;
}

/**
 * Runs the first order twice. A program that keeps something from one run to the next does something else the second time, and nothing that is said
 * about its orders would be true.
 *
 * @param startFresh - gives every run new copies of all modules and functions; false when that is so already
 * @returns whether it came to its end before the time was up
 * @throws ExploreError `NOT_REPEATABLE` with the first step that differs
 */
export function rehearse(options: ExplorationOptions, startFresh: () => boolean): boolean {
  try {
    if (difference(options) === undefined || (startFresh() && difference(options) === undefined)) return true;
    const seen = difference(options);
    if (seen !== undefined) throw notRepeatable(seen);
    return true;
  } catch (error) {
    // The search itself says that the time is up.
    if (!(error instanceof TimeIsUp)) throw error;
    return false;
  }
}

/** The first step of the second run that differs from the first run. */
function difference(options: ExplorationOptions): Seen | undefined {
  const [first, second] = [stepsOf(options), stepsOf(options)];
  const at = first.findIndex((one, i) => !isSame(one, second[i]));
  if (at >= 0) return second[at] ?? first[at];
  return second[first.length];
}

const isSame = (a: Seen, b: Seen | undefined) =>
  a.thread === b?.thread && a.site === b.site && a.what === b.what;

function stepsOf(options: ExplorationOptions): Seen[] {
  const steps: Seen[] = [];
  const observer: Observer = {
    before() {},
    after(_run, choice, { op, value }) {
      const result = typeof value === "object" || typeof value === "function" ? "" : String(value);
      const given = typeof op?.value === "object" ? "" : String(op?.value);
      steps.push({ thread: choice, site: op?.site ?? -1, what: `${op?.kind} ${op?.low} ${given} ${result}` });
    },
  };
  const run = new Run(options);
  const { kind } = run.execute(new BoundedSearch(0, 0), observer);
  const results = run.threads.map(({ result }) => (typeof result === "object" ? "" : String(result)));
  steps.push({
    thread: run.current,
    site: run.threads[run.current]?.site ?? -1,
    what: `${kind} ${results.join()}`,
  });
  return steps;
}

function notRepeatable({ thread, site }: Seen): ExploreError {
  const { inside, line, source } = placeOf(site);
  const where = line === 0 ? "" : ` at line ${line} of ${inside} (${source})`;
  return new ExploreError(
    "NOT_REPEATABLE",
    `Run again in the same order, ${thread < 0 ? "a thread" : letterOf(thread)} did something else${where}. It keeps something from one run to the next, or depends on something that explore() does not control; make all that it uses in \`shared\` or in the thread's function.`,
  );
}
