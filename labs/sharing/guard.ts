declare global {
  // TypeScript before 5.2 does not declare Symbol.dispose. This declaration merges with the one of newer libraries.
  interface SymbolConstructor {
    readonly dispose: unique symbol;
  }
}

/** A lock or a permit that is held. `using guard = …` releases it at the end of the block, also when the block throws. */
export interface Guard {
  /** Releases it. A second call does nothing. */
  release(): void;
  [Symbol.dispose](): void;
}
