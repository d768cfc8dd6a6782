/** One kind of damage to a notebook that is handed in. */
export interface Damage {
  /** What happened to it: a sentence, and the name of its test. */
  readonly what: string;
  /** The file as it comes back. */
  readonly damage: (notebook: Notebook) => string | Buffer;
  /**
   * The result that grading must have: all points, the points of some exercises, or a person's attention with this reason. It is never a 0
   * without a reason.
   */
  readonly outcome:
    | "full"
    | { readonly without: readonly string[]; readonly says: RegExp }
    | { readonly attention: RegExp };
  /** The file's name. @default the lesson's own */
  readonly fileName?: string;
}

/** A notebook's JSON. Every part may be missing, because a damage may remove it. */
export interface Notebook {
  // biome-ignore lint/suspicious/noExplicitAny: damages do to it what no type allows.
  [key: string]: any;
  cells: Cell[];
}
// biome-ignore lint/suspicious/noExplicitAny: as above.
export type Cell = Record<string, any>;

/** The text of a cell, whichever way it is stored. */
export const sourceOf = (cell: Cell): string =>
  Array.isArray(cell.source) ? cell.source.join("") : String(cell.source ?? "");

/** The cell of an exercise, by its number in the lesson. */
export function exerciseCell(notebook: Notebook, number: number): Cell {
  const cell = notebook.cells.find((candidate) =>
    new RegExp(`^// exercise \\d\\d\\.${number} `).test(sourceOf(candidate)),
  );
  if (!cell) throw new Error(`The notebook has no exercise ${number}.`);
  return cell;
}

/** A damage done to the notebook's JSON. */
export const changed = (change: (notebook: Notebook) => void) => (notebook: Notebook) => {
  const copy = structuredClone(notebook);
  change(copy);
  return JSON.stringify(copy, null, 1);
};
