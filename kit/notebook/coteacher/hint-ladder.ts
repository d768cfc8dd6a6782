/** One step of an exercise's hint ladder. */
export interface HintStep {
  /** Markdown. */
  readonly text: string;
  /** From 1. */
  readonly number: number;
  readonly of: number;
  /** Whether this is the last one, shown again because there is no further one. */
  readonly again: boolean;
}

/** How far learners have climbed, exercise by exercise. Hints are free: nothing here costs points. */
export class HintLadder {
  readonly #shown = new Map<string, number>();

  /** How many hints of an exercise were shown. */
  shown(exerciseId: string): number {
    return this.#shown.get(exerciseId) ?? 0;
  }

  /** The next hint; after the last one that one again; undefined for an exercise without hints. */
  next(exerciseId: string, hints: readonly string[]): HintStep | undefined {
    const shown = this.shown(exerciseId);
    const number = Math.min(shown + 1, hints.length);
    const text = hints[number - 1];
    if (text === undefined) return undefined;
    this.#shown.set(exerciseId, number);
    return { text, number, of: hints.length, again: shown >= hints.length };
  }
}
