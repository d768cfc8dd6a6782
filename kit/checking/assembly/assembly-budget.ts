import { codedError } from "../../common/coded-error.ts";
import type { Submission } from "../submission/submission.ts";

/** Steps that the search for changing statements may take for all exercises of a notebook. A notebook of the course takes some thousand. */
const MOST_STEPS = 20_000_000;

/** The cells of a notebook change each other in too many ways. */
export class AssemblyError extends codedError<"TOO_MANY_STEPS">("AssemblyError") {
  constructor() {
    super(
      "TOO_MANY_STEPS",
      "its cells use and change each other in more ways than can be followed. Leave out what your answers do not need.",
    );
  }
}

/**
 * Counts what is done for one notebook. Steps are counted, and not time, so that the result is the same on every machine; a notebook that has used
 * them up pays nothing more for its further exercises.
 */
export class AssemblyBudget {
  #steps = 0;

  /** @throws AssemblyError */
  spend(steps = 1): void {
    this.#steps += steps;
    if (this.#steps > MOST_STEPS) throw new AssemblyError();
  }
}

const budgets = new WeakMap<Submission, AssemblyBudget>();

/** The budget of a notebook. */
export function budgetOf(submission: Submission): AssemblyBudget {
  const known = budgets.get(submission) ?? new AssemblyBudget();
  budgets.set(submission, known);
  return known;
}
