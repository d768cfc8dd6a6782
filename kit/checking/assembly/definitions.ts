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

/** The statements of a cell that define a name: several for overloads and merged interfaces. A `var` in a block is among them. */
export function definitionsOf(name: string, cell: DefiningCell): Definition[] {
  return cell.statements
    .filter(({ declares }) => declares.includes(name))
    .map((statement) => ({
      cell,
      statement,
      names: statement.kind === "import" || statement.kind === "export" ? [name] : statement.declares,
    }));
}

/** `export default` in front of a declaration, behind its comments. */
const DEFAULT_EXPORT = /^((?:\/\/[^\n]*\n\s*|\/\*(?:[^*]|\*(?!\/))*\*\/\s*)*)export\s+default\s+/;

/** A definition's text, and the line of its cell where it begins. */
export function textOf({ cell, statement, names }: Definition): { text: string; line: number } {
  if (statement.kind === "import" && statement.from !== undefined)
    return { text: importText(statement, names), line: statement.startLine };
  if (statement.kind === "export") return { text: exportText(statement, names), line: statement.startLine };
  const raw = cell.source.slice(statement.start, statement.end);
  const text = raw.trimStart();
  const before = cell.source.slice(0, statement.end - text.length);
  // One text has one default export, which is the graded cell's.
  return { text: text.replace(DEFAULT_EXPORT, "$1"), line: before.split("\n").length };
}

/** An import of the needed names alone: other names could clash with what an answer defines. */
export function importText(
  { imported = {}, from = "" }: TopLevelStatement,
  names: readonly string[],
): string {
  return names
    .map((name) => {
      const exported = imported[name] ?? name;
      if (exported === "*") return `import * as ${name} from ${JSON.stringify(from)};`;
      return `import { ${exported === name ? name : `${exported} as ${name}`} } from ${JSON.stringify(from)};`;
    })
    .join(" ");
}

function exportText({ imported = {} }: TopLevelStatement, names: readonly string[]): string {
  // In one text with the graded cell, a name of the export list is a name like others.
  return names.map((name) => `const ${name} = ${imported[name] ?? name};`).join(" ");
}
