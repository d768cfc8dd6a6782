import { analyse, type StatementKind } from "../../kernel/index.ts";

/** Statements whose names hold a value. A learner may change a type, which is gone when the answer runs. */
const VALUES: readonly StatementKind[] = ["function", "class", "const", "let", "var", "enum", "namespace"];

/**
 * The names of an exercise cell that the course itself defines, such as a function that drives the answer for a check: the statement that defines
 * them is the same in the cell as it is handed out and in the solution.
 */
export function givenNames(starter: string, solution: string): string[] {
  const solved = new Set(analyse(solution).map(({ start, end }) => solution.slice(start, end).trim()));
  return analyse(starter)
    .filter(({ kind, start, end }) => VALUES.includes(kind) && solved.has(starter.slice(start, end).trim()))
    .flatMap(({ declares }) => declares);
}
