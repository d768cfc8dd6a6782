import { analyse } from "../../../../kit/kernel/index.ts";
import type { Program } from "./program.ts";

/** More programs in one kernel would make its later cells slow. */
const MOST_PROGRAMS = 60;

/**
 * Divides programs over kernels, so that no two in one kernel declare the same name, but for `answer`. Those that change what every cell sees are
 * among themselves. @returns each program's group
 */
export function groupsOf(programs: readonly Program[]): ReadonlyMap<Program, number> {
  const groups: { readonly names: Set<string>; readonly isAlone: boolean; size: number }[] = [];
  const found = new Map<Program, number>();
  for (const program of programs) {
    const { isAlone } = program;
    const names = program.cells.flatMap(({ source }) => namesOf(source)).filter((name) => name !== "answer");
    let at = groups.findIndex(
      (group) =>
        group.isAlone === isAlone &&
        group.size < MOST_PROGRAMS &&
        !names.some((name) => group.names.has(name)),
    );
    if (at === -1) at = groups.push({ names: new Set(), isAlone, size: 0 }) - 1;
    const group = groups[at];
    if (group === undefined) continue;
    for (const name of names) group.names.add(name);
    group.size += 1;
    found.set(program, at);
  }
  return found;
}

function namesOf(source: string): string[] {
  try {
    return analyse(source).flatMap((statement) => [...statement.declares]);
  } catch {
    // A cell that cannot be parsed declares nothing.
    return [];
  }
}
