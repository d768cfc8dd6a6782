import { letterOf } from "../schedule/trace.ts";
import type { Failure } from "../verdict.ts";
import type { Row } from "./rows.ts";

/** The state after a row: the memory, and the locks and sleep of the threads. */
export interface Moment {
  readonly memory: readonly { readonly cell: string; readonly value: string; readonly isChanged: boolean }[];
  /** "A holds lock[0]", "B sleeps". */
  readonly threads: readonly string[];
}

/** The states before the first row and after each row. */
export function momentsOf(failure: Failure, rows: readonly Row[]): Moment[] {
  const memory = new Map(failure.before);
  const asleep = new Set<number>();
  const list = (changed: ReadonlySet<string>) =>
    [...memory].map(([cell, value]) => ({ cell, value, isChanged: changed.has(cell) }));
  const moments: Moment[] = [{ memory: list(new Set()), threads: [] }];
  for (const row of rows) {
    for (const [cell, value] of row.changes) memory.set(cell, value);
    for (const thread of [row.thread, ...row.woken]) asleep.delete(thread);
    if (row.isAsleep) asleep.add(row.thread);
    const held = row.owners.map(([cell, thread]) => `${letterOf(thread)} holds ${cell}`);
    const sleeping = [...asleep].sort().map((thread) => `${letterOf(thread)} sleeps`);
    moments.push({
      memory: list(new Set(row.changes.map(([cell]) => cell))),
      threads: [...held, ...sleeping],
    });
  }
  return moments;
}
