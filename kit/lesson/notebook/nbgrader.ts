import { createHash } from "node:crypto";

/**
 * Cell metadata of nbgrader's schema, version 3, as `nbgrader generate_assignment` writes it. nbgrader refuses other keys beside these, so the
 * course's own data is under `metadata.swarmlab`.
 */
export interface NbgraderMetadata {
  readonly schema_version: 3;
  readonly grade: boolean;
  readonly solution: boolean;
  readonly locked: boolean;
  readonly task: false;
  readonly grade_id: string;
  readonly cell_type: "code" | "markdown";
  readonly checksum: string;
  /** Only on cells that are graded. */
  readonly points?: number;
}

/** A cell that learners write in: nbgrader takes its contents from the submission and gives it no points of its own. */
export function autogradedAnswer(gradeId: string, source: string): NbgraderMetadata {
  const cell = { grade: false, solution: true, locked: false, grade_id: gradeId } as const;
  return { schema_version: 3, task: false, cell_type: "code", checksum: checksum(cell, source), ...cell };
}

/** A cell of tests: worth `points`; nbgrader restores it before grading. */
export function autograderTests(gradeId: string, source: string, points: number): NbgraderMetadata {
  const cell = { grade: true, solution: false, locked: true, grade_id: gradeId, points } as const;
  return { schema_version: 3, task: false, cell_type: "code", checksum: checksum(cell, source), ...cell };
}

/** A text that a person grades: learners write in it, and it is worth `points`. */
export function manualAnswer(gradeId: string, source: string, points: number): NbgraderMetadata {
  const cell = { grade: true, solution: true, locked: false, grade_id: gradeId, points } as const;
  const sum = checksum(cell, source, "markdown");
  return { schema_version: 3, task: false, cell_type: "markdown", checksum: sum, ...cell };
}

type Checksummed = Pick<NbgraderMetadata, "grade" | "solution" | "locked" | "grade_id" | "points">;

/** nbgrader's checksum, by which it notices a changed cell. It hashes Python's text of booleans and floats. */
function checksum(cell: Checksummed, source: string, kind: "code" | "markdown" = "code"): string {
  const truth = (value: boolean) => (value ? "True" : "False");
  const parts = [source, kind, truth(cell.grade), truth(cell.solution), truth(cell.locked), cell.grade_id];
  if (cell.points !== undefined)
    parts.push(Number.isInteger(cell.points) ? `${cell.points}.0` : `${cell.points}`);
  return createHash("md5").update(parts.join("")).digest("hex");
}
