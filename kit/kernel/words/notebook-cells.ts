import { readFileSync, statSync } from "node:fs";
import type { CellRecord } from "../bridge.ts";

/** A larger notebook is not read. */
const MOST_BYTES = 20_000_000;

/** A code cell of the notebook that is open. */
export interface NotebookCell {
  /** How a sentence names it, as "Code cell 4"; the number counts the code cells from 1. */
  readonly title: string;
  readonly source: string;
  /** Whether this is the cell that is running. */
  readonly isRunning?: boolean;
}

/**
 * The code cells of a notebook: as its file was saved last, with the text that each cell had when it ran last, and behind them the cells that
 * have run and were not saved.
 *
 * @param file - the notebook's file; without it only the cells that ran are known
 * @param records - the cells that ran, oldest first
 */
export function notebookCells(file: string | undefined, records: readonly CellRecord[]): NotebookCell[] {
  const saved = file === undefined ? [] : readCells(file);
  const newest = new Map<string, CellRecord>();
  for (const record of records) if (record.cellId !== undefined) newest.set(record.cellId, record);
  const cells: NotebookCell[] = saved.map(({ id, source }, at) => {
    const record = id === undefined ? undefined : newest.get(id);
    if (id !== undefined) newest.delete(id);
    return {
      title: `Code cell ${at + 1}`,
      source: record?.code ?? source,
      ...(record?.status === "running" ? { isRunning: true } : {}),
    };
  });
  const texts = new Set(cells.map(({ source }) => source));
  const unsaved = records.filter(
    ({ cellId, code, status }) =>
      status !== "ok" && !texts.has(code) && (cellId === undefined || newest.get(cellId)?.code === code),
  );
  return [
    ...cells,
    ...unsaved.map(({ executionCount, code, status }) => ({
      title: `Cell [${executionCount}]`,
      source: code,
      ...(status === "running" ? { isRunning: true } : {}),
    })),
  ];
}

/** The code cells of a notebook's file; none when it cannot be read. */
function readCells(file: string): { readonly id?: string; readonly source: string }[] {
  try {
    if (statSync(file).size > MOST_BYTES) return [];
    const { cells } = JSON.parse(readFileSync(file, "utf8")) as {
      cells: readonly { id?: string; cell_type: string; source: string | readonly string[] }[];
    };
    return cells
      .filter((cell) => cell.cell_type === "code")
      .map(({ id, source }) => ({
        ...(typeof id === "string" ? { id } : {}),
        source: typeof source === "string" ? source : source.join(""),
      }));
  } catch {
    // The message of the compiler stays as it is.
    return [];
  }
}
