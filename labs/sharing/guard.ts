declare global {
  // TypeScript before 5.2 does not know Symbol.dispose. The same declaration merges with newer libraries' own.
  interface SymbolConstructor {
    readonly dispose: unique symbol;
  }
}

/** Something held that must be given back. `using guard = …` gives it back at the end of the block, come what may. */
export interface Guard {
  /** Gives it back. A second call does nothing. */
  release(): void;
  [Symbol.dispose](): void;
}
