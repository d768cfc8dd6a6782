import type { CoLearningBox } from "../lesson.ts";

/** The labels that begin a box, and the kind of each in `coteach("02 prompt 1")`. */
const LABELS = {
  "AI co-learning prompt": "prompt",
  "CoLearning challenge": "challenge",
  "Try with AI": "try",
} as const;

const BOX = new RegExp(`^> \\*\\*(${Object.keys(LABELS).join("|")})\\b`);
const TABLE = /^#{2,3} Try with AI\b/;

/** A box, and the place for a line about it. */
export interface PlacedBox extends CoLearningBox {
  /** The id of the cell it is in. */
  readonly cell: string;
  /** The last line (from 0) of the box in its cell; boxes that are rows of one table share it. */
  readonly lastLine: number;
}

interface TextCell {
  readonly id: string;
  readonly role: string;
  readonly source: string;
  readonly exercise?: string;
}

/**
 * Finds the boxes for an AI assistant: quotes that begin with **AI co-learning prompt**, **CoLearning challenge** or
 * **Try with AI**, and the rows of the table under a heading "Try with AI". Each kind is numbered from 1.
 */
export function coLearningBoxes(lesson: string, cells: readonly TextCell[]): PlacedBox[] {
  const counts = new Map<string, number>();
  const boxes: PlacedBox[] = [];
  for (const { id: cell, role, source } of cells) {
    if (role !== "text") continue;
    for (const { kind, text, lastLine } of boxesIn(source)) {
      const number = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, number);
      boxes.push({ id: `${lesson} ${kind} ${number}`, ask: askOf(text), cell, lastLine });
    }
  }
  return boxes;
}

type FoundBox = { kind: (typeof LABELS)[keyof typeof LABELS]; text: string; lastLine: number };

function boxesIn(source: string): FoundBox[] {
  const lines = source.split("\n");
  return lines.flatMap((line, at) => {
    const label = BOX.exec(line)?.[1] as keyof typeof LABELS | undefined;
    if (label !== undefined) {
      const length = lines.slice(at).findIndex((later) => !later.startsWith(">"));
      const own = lines.slice(at, length < 0 ? undefined : at + length);
      const text = own.slice(1).map((quoted) => quoted.replace(/^> ?/, ""));
      return [{ kind: LABELS[label], text: text.join("\n").trim(), lastLine: at + own.length - 1 }];
    }
    return TABLE.test(line) ? rowsBelow(lines, at) : [];
  });
}

/** The rows of the first table below a heading, by the column that says what to ask. */
function rowsBelow(lines: readonly string[], heading: number): FoundBox[] {
  const first = lines.findIndex((line, at) => at > heading && line.startsWith("|"));
  if (first < 0 || lines.slice(heading + 1, first).some((line) => line.startsWith("#"))) return [];
  const length = lines.slice(first).findIndex((line) => !line.startsWith("|"));
  const last = length < 0 ? lines.length - 1 : first + length - 1;
  const cellsOf = (row: string) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll("\\|", "|"));
  const column = cellsOf(lines[first] as string).indexOf("ask");
  if (column < 0) return [];
  return lines
    .slice(first + 2, last + 1)
    .map((row) => ({ kind: "try" as const, text: cellsOf(row)[column] ?? "", lastLine: last }));
}

/** What to ask the assistant: the words in quotes, each with the instruction before it; the whole text where it quotes nothing. */
function askOf(text: string): string {
  const flat = text
    .split(/\n\s*\n/)
    .filter((paragraph) => !/^\*Expected outcome/i.test(paragraph))
    .map((paragraph) => paragraph.replace(/\s*\n\s*/g, " "))
    .join("\n\n")
    .replace(/^\*\d+ minutes?\.\*\s*/i, "");
  const quoted = [...flat.matchAll(/(\*\([^)]*\)\*\s*)?"([^"]{20,})"/g)].map(
    ([, placeholder = "", words = ""]) => `${placeholder}${words}`,
  );
  return quoted.length > 0 ? quoted.join("\n\n") : flat.trim();
}
