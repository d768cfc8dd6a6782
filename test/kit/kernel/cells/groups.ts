import { analyse } from "../../../../kit/kernel/index.ts";
import type { Program } from "./program.ts";

/** More programs in one kernel would make its later cells slow. */
const MOST_PROGRAMS = 40;

/** Divides programs over kernels, so that no two in one kernel declare the same name, but for `answer`. @returns each program's group */
export function groupsOf(programs: readonly Program[]): ReadonlyMap<Program, number> {
  const groups: { readonly names: Set<string>; size: number }[] = [];
  const found = new Map<Program, number>();
  for (const program of programs) {
    const names = program.cells.flatMap(({ source }) => namesOf(source)).filter((name) => name !== "answer");
    let at = program.isAlone
      ? -1
      : groups.findIndex(
          (group) => group.size < MOST_PROGRAMS && !names.some((name) => group.names.has(name)),
        );
    if (at === -1) at = groups.push({ names: new Set(), size: program.isAlone ? MOST_PROGRAMS : 0 }) - 1;
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
