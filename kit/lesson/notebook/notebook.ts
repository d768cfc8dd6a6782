/** A notebook of nbformat 4.5 without outputs: the part of the format that this course writes. */
export interface Notebook {
  readonly nbformat: 4;
  readonly nbformat_minor: 5;
  readonly metadata: NotebookMetadata;
  readonly cells: readonly NotebookCell[];
}

export interface NotebookMetadata {
  readonly kernelspec: { readonly display_name: string; readonly language: string; readonly name: string };
  readonly language_info: Readonly<Record<string, unknown>>;
  readonly swarmlab: SwarmlabNotebookMetadata;
}

/** Marks a notebook as built by this course, and names its lesson. */
export interface SwarmlabNotebookMetadata {
  readonly lesson: string;
  readonly title: string;
  readonly minutes: number;
  /** `learner` for the notebook that lacks the answers, `solved` for the one that has them. */
  readonly form: "learner" | "solved";
  /** Changes exactly when the text of the learner's notebook changes. */
  readonly version: string;
}

interface CommonCell {
  readonly id: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Lines with their line ends, as nbformat stores text. */
  readonly source: readonly string[];
}
export interface MarkdownCell extends CommonCell {
  readonly cell_type: "markdown";
}
export interface CodeCell extends CommonCell {
  readonly cell_type: "code";
  readonly execution_count: null;
  readonly outputs: readonly [];
}
export type NotebookCell = MarkdownCell | CodeCell;

/** Splits text into lines that keep their line ends, as nbformat stores it. */
export function toLines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

/** The notebook's file text, byte for byte as Jupyter's nbformat writes it: keys in order, one space a level. */
export function notebookText(notebook: Notebook): string {
  return `${JSON.stringify(notebook, keysInOrder, 1)}\n`;
}

function keysInOrder(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  // Code-unit order, which is Python's for the ASCII keys of a notebook.
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
