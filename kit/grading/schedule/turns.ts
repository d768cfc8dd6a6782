import type { ListedNotebook } from "../rules/resolve.ts";
import { sha256 } from "../text.ts";

/** Bytes up to which notebooks are equals. A notebook of the course has 80 kB. */
const USUAL_BYTES = 1_000_000;

/** What the turn of a notebook depends on. */
export type TurnOf = Pick<ListedNotebook, "sha256"> & {
  readonly upload: { readonly entry: { readonly size: number } };
};

/**
 * The order in which the notebooks of a class are graded. Those far larger than a notebook of the course come last, because they take the longest. The
 * turns of all others are drawn by the secret of the class: nothing that is handed in gets a student, or several, before all others.
 */
export function inTurn<Work>(
  works: readonly Work[],
  notebookOf: (work: Work) => TurnOf,
  classSeed: string,
): Work[] {
  const turns = works.map((work) => {
    const { upload, sha256: hash = "" } = notebookOf(work);
    return {
      work,
      size: Math.max(upload.entry.size, USUAL_BYTES),
      turn: sha256(`turn ${classSeed} ${hash}`),
    };
  });
  return turns
    .toSorted((one, other) => one.size - other.size || one.turn.localeCompare(other.turn))
    .map(({ work }) => work);
}
