import type { CheckRunner } from "./check-runner.ts";
import { type CollectedChecks, collectWith } from "./collect-checks.ts";

/** Says which checks there are, and asks a runner where that is not known. Returns the same object as long as nothing changed. */
export type ChecksSource = (runner: CheckRunner) => Promise<CollectedChecks>;

/** Collects the checks again after a check file was edited: for an author who tries them in a notebook. */
export function checksAsEdited(): ChecksSource {
  return remembering((runner) => runner.refresh());
}

/** Collects the checks once, with the first runner that asks: a class is graded by one version of the checks. */
export function checksOnce(): ChecksSource {
  return remembering(() => false);
}

function remembering(hasChanged: (runner: CheckRunner) => boolean): ChecksSource {
  let known: Promise<CollectedChecks> | undefined;
  return (runner) => {
    if (hasChanged(runner)) known = undefined;
    if (known === undefined) {
      const collected = collectWith(runner);
      known = collected;
      // A file that could not be loaded may be mended by the next call.
      collected.catch(() => {
        if (known === collected) known = undefined;
      });
    }
    return known;
  };
}
