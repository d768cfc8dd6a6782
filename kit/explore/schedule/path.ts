/** A node of the tree of runs: the possible choices, and the index of the last one taken. */
export interface Node {
  readonly choices: readonly number[];
  at: number;
}

/** Thrown when the same choices lead to a different set of choices, which means that the program is not repeatable. */
export class ShapeChanged extends Error {}
