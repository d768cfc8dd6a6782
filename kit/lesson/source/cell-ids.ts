import type { CellRole } from "../lesson.ts";

interface Identifiable {
  readonly kind: "code" | "markdown";
  readonly role: CellRole;
  readonly source: string;
  readonly exercise?: string;
  readonly manual?: { readonly id: string };
}

/** nbformat allows 64 characters; the others are for the number of cells with the same beginning. */
const LONGEST = 56;

/**
 * Gives each cell of a lesson an id that stays the same when other cells are added or removed: the cells of an exercise are named for the exercise,
 * any other cell for its first line. Cells with the same first line are numbered in their order.
 */
export function cellIds(cells: readonly Identifiable[]): string[] {
  const used = new Map<string, number>();
  return cells.map((cell) => {
    const base = baseId(cell);
    const count = (used.get(base) ?? 0) + 1;
    used.set(base, count);
    if (cell.role === "hint") return `${base}-${count}`;
    // A first line gives no two hyphens in a row, so `same--2` is never the id of a cell that begins with "same 2".
    return count === 1 ? base : `${base}--${count}`;
  });
}

/** The id of the notebook's cell for the manual cell `12.m1`, and nbgrader's name for it. */
export const manualCellId = (id: string): string => `manual-${id.replace(".m", "-")}`;

function baseId(cell: Identifiable): string {
  if (cell.manual !== undefined) return manualCellId(cell.manual.id);
  if (cell.exercise !== undefined) return `${cell.role}-${cell.exercise.replace(".", "-")}`;
  const firstLine = cell.source.split("\n").find((line) => line.trim() !== "") ?? "";
  const words = firstLine
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const prefix = cell.kind === "code" ? "code" : "text";
  return [prefix, ...(words ?? ["empty"])].join("-").slice(0, LONGEST).replace(/-$/, "");
}
