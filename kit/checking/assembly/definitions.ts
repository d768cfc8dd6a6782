import type { TopLevelStatement } from "../../kernel/index.ts";
import { analysed } from "../submission/analysed.ts";
import type { CellText } from "./assembly.ts";

/** A cell with its statements. */
export interface DefiningCell extends CellText {
  readonly statements: readonly TopLevelStatement[];
  /** Position among the learner's cells. */
  readonly order: number;
  /** The exercise that the cell answers. */
  readonly exercise?: string;
}

/** A statement that defines names. Of an import, `names` holds the names that are needed. */
export interface Definition {
  readonly cell: DefiningCell;
  readonly statement: TopLevelStatement;
  readonly names: readonly string[];
}

export function definingCell(cell: CellText, order: number, exercise?: string): DefiningCell {
  return {
    ...cell,
    order,
    statements: analysed(cell.source),
    ...(exercise === undefined ? {} : { exercise }),
  };
}

/** The statements of a cell that define a name: several for overloads and merged interfaces. Calls and loops define nothing. */
export function definitionsOf(name: string, cell: DefiningCell): Definition[] {
  return cell.statements
    .filter(
      (statement) =>
        statement.kind !== "expression" && statement.kind !== "export" && statement.declares.includes(name),
    )
    .map((statement) => ({
      cell,
      statement,
      names: statement.kind === "import" ? [name] : statement.declares,
    }));
}

/** A definition's text, and the line of its cell where it begins. */
export function textOf({ cell, statement, names }: Definition): { text: string; line: number } {
  if (statement.kind === "import") return { text: importText(statement, names), line: statement.startLine };
  const raw = cell.source.slice(statement.start, statement.end);
  const text = raw.trimStart();
  const before = cell.source.slice(0, statement.end - text.length);
  return { text, line: before.split("\n").length };
}

/** An import of the needed names alone: other names could clash with what an answer defines. */
function importText({ imported = {}, from = "" }: TopLevelStatement, names: readonly string[]): string {
  return names
    .map((name) => {
      const exported = imported[name] ?? name;
      if (exported === "*") return `import * as ${name} from ${JSON.stringify(from)};`;
      return `import { ${exported === name ? name : `${exported} as ${name}`} } from ${JSON.stringify(from)};`;
    })
    .join(" ");
}
