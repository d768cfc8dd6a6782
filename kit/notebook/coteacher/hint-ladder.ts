/** One step of an exercise's hint ladder. */
export interface HintStep {
  /** Markdown. */
  readonly text: string;
  /** From 1. */
  readonly number: number;
  readonly of: number;
  /** Whether this is the last hint, shown again. */
  readonly again: boolean;
}

/** Counts the hints shown of each exercise. Hints cost no points. */
export class HintLadder {
  readonly #shown = new Map<string, number>();

  /** How many hints of an exercise were shown. */
  shown(exerciseId: string): number {
    return this.#shown.get(exerciseId) ?? 0;
  }

  /** The next hint. After the last hint it is shown again. Undefined for an exercise without hints. */
  next(exerciseId: string, hints: readonly string[]): HintStep | undefined {
    const shown = this.shown(exerciseId);
    const number = Math.min(shown + 1, hints.length);
    const text = hints[number - 1];
    if (text === undefined) return undefined;
    this.#shown.set(exerciseId, number);
    return { text, number, of: hints.length, again: shown >= hints.length };
  }
}
