// Text: what String and RegExp gained after TypeScript 5.0.

interface String {
  /** Says whether the text has no half of a surrogate pair on its own. */
  isWellFormed(): boolean;
  /** The text with each lone surrogate replaced by U+FFFD. */
  toWellFormed(): string;
}

interface RegExpConstructor {
  /** The text with all characters escaped that mean something in a pattern. */
  escape(text: string): string;
}
