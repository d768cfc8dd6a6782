import type { CellRole } from "../lesson.ts";
import type { Complain } from "../lesson-error.ts";
import type { PercentCell } from "../percent/percent-document.ts";
import { resemblesExerciseLine } from "./exercise-line.ts";
import { findSolutionMarker } from "./solution-region.ts";

/** The tags that give a cell its role, and the kind of cell that each belongs on. */
const ROLES = {
  exercise: "code",
  check: "code",
  hint: "markdown",
  explanation: "markdown",
  manual: "markdown",
} as const;
type TaggedRole = keyof typeof ROLES;

/** Metadata that Jupyter or JupyterLab reads on any cell. */
const PASSED_THROUGH = ["jupyter", "slideshow"];

/** Metadata that this course defines. */
const OWN = ["tags", "forbids", "points", "rubric"];

/** A cell with its role known and its metadata understood. */
export interface ClassifiedCell extends PercentCell {
  readonly role: CellRole;
  readonly tags: readonly string[];
  readonly forbids: readonly string[];
  /** Points of a cell that a person grades. */
  readonly points?: number;
  /** What counts in a cell that a person grades, one sentence each. */
  readonly rubric: readonly string[];
  readonly passed: Readonly<Record<string, unknown>>;
}

/** Finds the role of a cell. Refuses metadata that the notebook would not keep. */
export function classifyCell(cell: PercentCell, complain: Complain): ClassifiedCell {
  const passed: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(cell.metadata)) {
    if (PASSED_THROUGH.includes(key)) passed[key] = value;
    else if (!OWN.includes(key)) {
      const known = [...OWN, ...PASSED_THROUGH].join(", ");
      throw complain(cell.line, `the cell metadata "${key}" is unknown; known are ${known}`);
    }
  }
  const tags = readTexts(cell, "tags", complain);
  const forbids = readTexts(cell, "forbids", complain);
  const rubric = readTexts(cell, "rubric", complain);
  const role = readRole(cell, tags, complain);
  const points = readPoints(cell, role, complain);
  if (rubric.length > 0 && role !== "manual")
    throw complain(cell.line, '"rubric" belongs on a cell tagged manual');
  if (forbids.length > 0 && role !== "exercise") {
    throw complain(cell.line, '"forbids" belongs on an exercise cell');
  }
  if (cell.kind === "code") refuseUntagged(cell, role, complain);
  return { ...cell, role, tags, forbids, rubric, passed, ...(points === undefined ? {} : { points }) };
}

function readPoints(cell: PercentCell, role: CellRole, complain: Complain): number | undefined {
  const { points } = cell.metadata;
  if (points === undefined) return undefined;
  if (role !== "manual")
    throw complain(cell.line, '"points" belongs on a cell tagged manual: other points come from the checks');
  if (typeof points === "number" && points > 0 && points <= 1000) return points;
  throw complain(cell.line, '"points" is a number above 0, such as points=5');
}

function readTexts(cell: PercentCell, key: string, complain: Complain): readonly string[] {
  const value = cell.metadata[key] ?? [];
  if (Array.isArray(value) && value.every((item) => typeof item === "string" && item.trim() !== ""))
    return value;
  throw complain(
    cell.line,
    `"${key}" is a list of texts, such as ${key}=["${key === "tags" ? "exercise" : "DataAnalyst"}"]`,
  );
}

function readRole(cell: PercentCell, tags: readonly string[], complain: Complain): CellRole {
  const roles = tags.filter((tag): tag is TaggedRole => Object.hasOwn(ROLES, tag));
  if (roles.length > 1)
    throw complain(cell.line, `a cell has one role, this one is tagged ${roles.join(" and ")}`);
  const role = roles[0];
  if (role === undefined) return cell.kind === "markdown" ? "text" : "demo";
  if (cell.kind !== ROLES[role]) {
    const marker = ROLES[role] === "markdown" ? "// %% [markdown]" : "// %%";
    throw complain(
      cell.line,
      `a cell tagged ${role} is a ${ROLES[role]} cell: begin it with \`${marker} tags=["${role}"]\``,
    );
  }
  return role;
}

/** Refuses an untagged cell with contents that belong in a tagged one: its author forgot the tag. */
function refuseUntagged(cell: PercentCell, role: CellRole, complain: Complain): void {
  const lines = cell.source.split("\n");
  const lineOf = (i: number) => cell.line + 1 + i;
  if (role !== "exercise") {
    const marker = findSolutionMarker(cell.source);
    if (marker >= 0) throw complain(lineOf(marker), 'a solution region belongs in a cell tagged "exercise"');
    const identity = lines.findIndex(resemblesExerciseLine);
    if (identity >= 0)
      throw complain(lineOf(identity), 'a cell with an exercise line is tagged: `// %% tags=["exercise"]`');
  }
  if (role !== "check") {
    const call = lines.findIndex((line) => /^\s*(?:await\s+)?check\s*\(/.test(line));
    if (call >= 0)
      throw complain(lineOf(call), 'a cell that calls check() is tagged: `// %% tags=["check"]`');
  }
}
