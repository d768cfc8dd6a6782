import { kernelBridge } from "../bridge.ts";
import { analyse } from "../compile/analyse.ts";
import type { CellProblem } from "../compile/problem.ts";
import { knownName } from "./known-names.ts";
import { type NotebookCell, notebookCells } from "./notebook-cells.ts";

const MISSING_NAME =
  /^Cannot find name '([\p{ID_Start}$_][\p{ID_Continue}$]*)'\.(?<meant> Did you mean [^?]*\?)?/u;

/** Where a name comes from in a notebook. */
export interface Origin {
  readonly cell: NotebookCell;
  readonly how: "imports" | "declares";
}

/**
 * Says of a name that is not known which cell of the notebook brings it, and how to run that cell; of a name that no cell brings, where it comes
 * from, or how to declare it.
 *
 * @param code the cell that does not know the name
 * @param notebook the file of the notebook, where it is known
 */
export function explainMissingNames(
  problems: readonly CellProblem[],
  code: string,
  notebook: string | undefined,
): CellProblem[] {
  let cells: readonly NotebookCell[] | undefined;
  return problems.map((problem) => {
    const match = problem.file === undefined ? MISSING_NAME.exec(problem.message) : null;
    const name = match?.[1];
    if (name === undefined) return problem;
    cells ??= notebookCells(notebook, kernelBridge()?.cells() ?? []);
    const message =
      sentenceOn(name, cells, code) ??
      (match?.groups?.meant === undefined ? withAdvice(name, problem, code) : undefined);
    return message === undefined ? problem : { ...problem, message };
  });
}

/** What the cells of the notebook say of a name. */
function sentenceOn(name: string, cells: readonly NotebookCell[], code: string): string | undefined {
  const own = cells.findIndex((cell) => cell.isRunning === true || cell.source === code);
  const origin = originOf(name, cells.toSpliced(own, own < 0 ? 0 : 1));
  if (origin === undefined) return undefined;
  const { cell, how } = origin;
  const isBelow = own >= 0 && cells.indexOf(cell) > own;
  const what = isBelow ? "It stands below: run it first." : "Run ▸ Run All Above Selected Cell runs it.";
  return `${name} is not known yet. ${cell.title} of this notebook ${how} it, and has not run to its end since the kernel started. ${what}`;
}

function withAdvice(name: string, { message, line, column }: CellProblem, code: string): string {
  const [head = ""] = message.split("\n");
  const rest = code.split("\n")[line - 1]?.slice(column - 1 + name.length) ?? "";
  const advice =
    knownName(name) ??
    (/^\s*=(?![=>])/.test(rest)
      ? `Declare it first: \`let ${name} = …\`.`
      : "No cell of this notebook declares or imports it.");
  return `${head} ${advice}`;
}

/** The first cell that imports or declares a name at its top level. */
export function originOf(name: string, cells: readonly NotebookCell[]): Origin | undefined {
  for (const cell of cells) {
    // Most cells do not even hold the word.
    if (!cell.source.includes(name)) continue;
    const statement = analyse(cell.source, () => false).find(({ declares }) => declares.includes(name));
    if (statement) return { cell, how: statement.kind === "import" ? "imports" : "declares" };
  }
  return undefined;
}
