import type { ManualCell } from "../../lesson/index.ts";
import { manualCellId } from "../../lesson/index.ts";
import { shownBeginning } from "../shown-beginning.ts";

/** A learner's answer in a cell that a person grades. */
export interface ManualAnswer {
  /** The cell's id, such as `"12.m1"`. */
  readonly id: string;
  /** Empty where the cell is missing, or is as it was handed out. */
  readonly text: string;
}

/** A cell's text with its metadata and id, both unchecked. */
export interface MarkedText {
  readonly source: string;
  readonly metadata: unknown;
  readonly id: unknown;
}

/** Finds the answers to the cells that a person grades: by their own metadata, else by nbgrader's, else by their id. Of several cells the last counts. */
export function manualAnswers(cells: readonly MarkedText[], manual: readonly ManualCell[]): ManualAnswer[] {
  return manual.map(({ id, starter }) => {
    const text =
      cells.findLast((cell) => markOf(cell) === id || markOf(cell) === manualCellId(id))?.source ?? "";
    return { id, text: withoutSpace(text) === withoutSpace(starter) ? "" : shownBeginning(text) };
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
