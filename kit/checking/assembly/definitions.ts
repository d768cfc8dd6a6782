import type { TopLevelStatement } from "../../kernel/index.ts";
import { analysed } from "../submission/analysed.ts";
import type { CellText } from "./assembly.ts";
import { beginOf } from "./begin-of.ts";

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
    // Copies, because cells with the same text share their analysis, and each of their statements counts.
    statements: analysed(cell.source).map((statement) => ({ ...statement })),
    ...(exercise === undefined ? {} : { exercise }),
  };
}

/** The statements of a cell that define a name: several for overloads and merged interfaces. A `var` in a block is among them. */
export function definitionsOf(name: string, cell: DefiningCell): Definition[] {
  return (definingStatements(cell).get(name) ?? []).map((statement) => ({
    cell,
    statement,
    names: statement.kind === "import" || statement.kind === "export" ? [name] : statement.declares,
  }));
}

type Statements = readonly TopLevelStatement[];

const byName = new WeakMap<Statements, ReadonlyMap<string, Statements>>();

/** The statements of a cell by the names that they define. */
function definingStatements({ statements }: DefiningCell): ReadonlyMap<string, Statements> {
  const known = byName.get(statements);
  if (known) return known;
  const found = new Map<string, TopLevelStatement[]>();
  for (const statement of statements) {
    for (const name of new Set(statement.declares)) {
      const others = found.get(name);
      if (others) others.push(statement);
      else found.set(name, [statement]);
    }
  }
  byName.set(statements, found);
  return found;
}

const DEFAULT_EXPORT = /export\s+default\s+/y;

/** A definition's text, and the line of its cell where it begins. */
export function textOf({ cell, statement, names }: Definition): { text: string; line: number } {
  if (statement.kind === "import" && statement.from !== undefined)
    return { text: importText(statement, names), line: statement.startLine };
  if (statement.kind === "export") return { text: exportText(statement, names), line: statement.startLine };
  const raw = cell.source.slice(statement.start, statement.end);
  const text = raw.trimStart();
  const line = lineOf(statement.end - text.length, cell);
  // One text has one default export, which is the graded cell's.
  const begins = beginOf(text);
  DEFAULT_EXPORT.lastIndex = begins;
  if (!DEFAULT_EXPORT.test(text)) return { text, line };
  return { text: text.slice(0, begins) + text.slice(DEFAULT_EXPORT.lastIndex), line };
}

const lineStarts = new WeakMap<DefiningCell, readonly number[]>();

/** The line of an offset in a cell, from 1. */
function lineOf(offset: number, cell: DefiningCell): number {
  const starts = lineStarts.get(cell) ?? [
    0,
    ...[...cell.source.matchAll(/\n/g)].map(({ index }) => index + 1),
  ];
  lineStarts.set(cell, starts);
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
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
