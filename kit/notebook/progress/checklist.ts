import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One skill that a learner has when its exercises are verified. */
export interface ChecklistItem {
  readonly text: string;
  /** The exercises that prove it; empty where no exercise does yet. */
  readonly exercises: readonly string[];
  /** Whether all of them are verified. */
  readonly holds: boolean;
}

export interface ChecklistSection {
  readonly title: string;
  readonly items: readonly ChecklistItem[];
}

/**
 * Reads `checklist.md` in the course's folder: the rows of its tables, whose last column names the exercises that prove them.
 * "every exercise" means all there are.
 *
 * @returns no sections when the file does not exist
 */
export function readChecklist(
  root: string,
  known: ReadonlySet<string>,
  verified: ReadonlySet<string>,
): ChecklistSection[] {
  const sections: { title: string; items: ChecklistItem[] }[] = [];
  for (const line of linesOf(join(root, "checklist.md"))) {
    const heading = /^##+ (.+)$/.exec(line)?.[1];
    if (heading !== undefined) sections.push({ title: heading.trim(), items: [] });
    const item = itemOf(line, known, verified);
    if (item) sections.at(-1)?.items.push(item);
  }
  return sections.filter(({ items }) => items.length > 0);
}

function itemOf(
  line: string,
  known: ReadonlySet<string>,
  verified: ReadonlySet<string>,
): ChecklistItem | undefined {
  if (!line.startsWith("|")) return undefined;
  const cells = line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
  const proof = cells.at(-1);
  // A first column of numbers only counts the rows.
  const text = cells.slice(0, -1).findLast((cell) => /\p{L}{2}/u.test(cell));
  if (proof === undefined || text === undefined || /^(?:proven by|ground laid in)$/i.test(proof))
    return undefined;
  const exercises = /\bevery exercise\b/i.test(proof)
    ? [...known]
    : (proof.match(/\b\d\d\.[1-9]\d*\b/g) ?? []);
  return { text, exercises, holds: exercises.length > 0 && exercises.every((id) => verified.has(id)) };
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split(/\r?\n/);
  } catch {
    return [];
  }
}
