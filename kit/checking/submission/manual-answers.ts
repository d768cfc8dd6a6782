import type { ManualCell } from "../../lesson/index.ts";
import { manualCellId } from "../../lesson/index.ts";

/** What a learner wrote in a cell that a person grades. */
export interface ManualAnswer {
  /** The cell's id, such as `"12.m1"`. */
  readonly id: string;
  /** Empty where the cell is missing or as it was handed out. */
  readonly text: string;
}

/** A cell's text with its metadata, as far as they are known. */
export interface MarkedText {
  readonly source: string;
  readonly metadata: unknown;
  readonly id: unknown;
}

/** Finds the answers to the cells that a person grades: by their metadata, else by nbgrader's, else by their id. Of several the last counts. */
export function manualAnswers(cells: readonly MarkedText[], manual: readonly ManualCell[]): ManualAnswer[] {
  return manual.map(({ id, starter }) => {
    const text =
      cells.findLast((cell) => markOf(cell) === id || markOf(cell) === manualCellId(id))?.source ?? "";
    return { id, text: withoutSpace(text) === withoutSpace(starter) ? "" : text };
  });
}

function markOf({ metadata, id }: MarkedText): unknown {
  const { swarmlab, nbgrader } = (typeof metadata === "object" && metadata !== null ? metadata : {}) as {
    swarmlab?: { manual?: unknown } | null;
    nbgrader?: { grade_id?: unknown } | null;
  };
  return swarmlab?.manual ?? nbgrader?.grade_id ?? id;
}

const withoutSpace = (text: string) => text.replace(/\s+/g, "");
