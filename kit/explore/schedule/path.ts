/** A place in the tree of runs: what could be chosen there, and what was chosen last. */
export interface Node {
  readonly choices: readonly number[];
  at: number;
}

/** The runs of a program have a shape that must not change: the same choices lead to the same choices. */
export class ShapeChanged extends Error {}
