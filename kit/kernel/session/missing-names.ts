import { readFileSync, statSync } from "node:fs";
import type { CellProblem } from "../compile/problem.ts";

/** A larger notebook is not searched. */
const MOST_BYTES = 20_000_000;

const MISSING_NAME =
  /^Cannot find name '([\p{ID_Start}$_][\p{ID_Continue}$]*)'\.(?: Did you mean [^?]*\?)?$/u;

/** Where a name comes from in a notebook. */
export interface Origin {
  /** The number of the cell among the code cells, from 1. */
  readonly cell: number;
  readonly how: "imports" | "declares";
}

/**
 * Says of a name that is not known which cell of the notebook brings it, and how to run that cell.
 *
 * @param code the cell that does not know the name
 */
export function explainMissingNames(
  problems: readonly CellProblem[],
  code: string,
  notebook: string | undefined,
): CellProblem[] {
  let cells: readonly string[] | undefined;
  return problems.map((problem) => {
    const name = problem.file === undefined ? MISSING_NAME.exec(problem.message)?.[1] : undefined;
    if (name === undefined || notebook === undefined) return problem;
    cells ??= codeCells(notebook);
    const origin = originOf(name, cells);
    if (origin === undefined) return problem;
    const isBelow = cells.includes(code) && origin.cell > cells.indexOf(code) + 1;
    const what = isBelow ? "It stands below: run it first." : "Run ▸ Run All Above Selected Cell runs it.";
    const message = `${name} is not known yet. Code cell ${origin.cell} of this notebook ${origin.how} it, and has not run to its end since the kernel started. ${what}`;
    return { ...problem, message };
  });
}

/** The first cell that imports or declares a name at the beginning of a statement. */
export function originOf(name: string, cells: readonly string[]): Origin | undefined {
  const own = name.replaceAll("$", "\\$");
  const declared = new RegExp(
    `^(?:export\\s+)?(?:declare\\s+)?(?:async\\s+)?(?:abstract\\s+)?(?:const\\s+enum|const|let|var|function\\*?|class|enum|interface|type|namespace)\\s+${own}(?![\\w$])`,
    "m",
  );
  const word = new RegExp(`(?<![\\w$])${own}(?![\\w$])`);
  for (const [at, cell] of cells.entries()) {
    const imports = cell.match(/^import\b[^;]*?from\b/gm) ?? [];
    if (imports.some((one) => word.test(one))) return { cell: at + 1, how: "imports" };
    if (declared.test(cell)) return { cell: at + 1, how: "declares" };
  }
  return undefined;
}

/** The texts of the code cells of a notebook file; none when it cannot be read. */
function codeCells(file: string): string[] {
  try {
    if (statSync(file).size > MOST_BYTES) return [];
    const { cells } = JSON.parse(readFileSync(file, "utf8")) as {
      cells: readonly { cell_type: string; source: string | readonly string[] }[];
    };
    return cells
      .filter((cell) => cell.cell_type === "code")
      .map(({ source }) => (typeof source === "string" ? source : source.join("")));
  } catch {
    // The message of the compiler stays as it is.
    return [];
  }
}
