/** A learner's code that was checked, and which checks failed. */
export interface Attempt {
  readonly code: string;
  /** Names of the visible checks that failed. */
  readonly failing: readonly string[];
}

/** How many attempts of one exercise are kept. */
const MOST_KEPT = 5;

/** The different codes that a learner had checked, exercise by exercise. They are kept in memory, until the kernel ends. */
export class Attempts {
  readonly #byExercise = new Map<string, Attempt[]>();

  /** Adds an attempt, unless it is the latest one again. */
  add(exercise: string, attempt: Attempt): void {
    const kept = this.#byExercise.get(exercise) ?? [];
    if (attempt.code === "" || kept.at(-1)?.code === attempt.code) return;
    this.#byExercise.set(exercise, [...kept, attempt].slice(-MOST_KEPT));
  }

  /** The attempts before the code as it is now, the latest last. */
  before(exercise: string, code: string): readonly Attempt[] {
    return (this.#byExercise.get(exercise) ?? []).filter((attempt) => attempt.code !== code);
  }
}
