import { type Chooser, canContinue, isPossible } from "./chooser.ts";
import type { RunView } from "./run-view.ts";

/** Follows a list of choices, then lets the running thread continue. */
export class Script implements Chooser {
  readonly #choices: readonly number[];

  constructor(choices: readonly number[]) {
    this.#choices = choices;
  }

  choose(run: RunView): number | undefined {
    const wanted = this.#choices[run.choices.length];
    if (wanted !== undefined) return isPossible(run, wanted) ? wanted : undefined;
    return canContinue(run) ? run.current : run.threads.find((thread) => thread.state === "ready")?.index;
  }
}

/**
 * Follows a list of stretches: a thread, and the number of its steps. A stretch ends early when its thread cannot continue. After the last one
 * the running thread continues. It tests whether a failure needs all of its switches.
 */
export class Stretches implements Chooser {
  readonly #stretches: readonly (readonly [choice: number, steps: number])[];
  #at = 0;
  #left: number;

  constructor(stretches: readonly (readonly [choice: number, steps: number])[]) {
    this.#stretches = stretches;
    this.#left = stretches[0]?.[1] ?? 0;
  }

  choose(run: RunView): number | undefined {
    for (;;) {
      const stretch = this.#stretches[this.#at];
      if (stretch === undefined)
        return canContinue(run) ? run.current : run.threads.find((thread) => thread.state === "ready")?.index;
      if (this.#left > 0 && isPossible(run, stretch[0])) {
        this.#left--;
        return stretch[0];
      }
      this.#at++;
      this.#left = this.#stretches[this.#at]?.[1] ?? 0;
    }
  }
}
