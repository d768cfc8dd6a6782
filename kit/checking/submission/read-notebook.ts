import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { oneLine } from "../../common/one-line.ts";
import type { Course, CourseLesson } from "../../lesson/index.ts";
import { exerciseOfId, exerciseOfLine, exerciseOfMetadata } from "./exercise-identity.ts";
import { type MarkedText, manualAnswers } from "./manual-answers.ts";
import { notebookJson } from "./notebook-json.ts";
import { type Submission, SubmissionError, type SubmittedCell } from "./submission.ts";

/**
 * Reads a learner's notebook. Other editors leave out metadata, ids, kernelspecs and outputs: only the cells' text is needed.
 *
 * @throws SubmissionError with one sentence when the file is no notebook of this course
 */
export function readNotebook(file: string, course: Course): Submission {
  return parseNotebook(readBytes(file), file, course);
}

/**
 * Reads a learner's notebook from the bytes of its file.
 *
 * @param name - what sentences call the file; its last part may begin with the lesson's number
 * @throws SubmissionError with one sentence when it is no notebook of this course
 */
export function parseNotebook(bytes: Buffer, name: string, course: Course): Submission {
  const notebook = rawNotebook(notebookJson(bytes, name), name);
  const cells = submittedCells(notebook.cells, name);
  const lesson = lessonOf(name, notebook.metadata, cells, course);
  const manual =
    lesson.manual === undefined ? {} : { manual: manualAnswers(markedTexts(notebook.cells), lesson.manual) };
  return { lesson, cells, from: "file", ...manual };
}

/** A notebook of more cells is not read. */
const MOST_CELLS = 20_000;
/** A notebook with more characters of code is not read: all that is done with it takes time and memory in proportion. */
const MOST_CODE = 4_000_000;

interface RawNotebook {
  readonly cells: readonly unknown[];
  readonly metadata: unknown;
}

function rawNotebook(value: unknown, file: string): RawNotebook {
  const notebook = value as { cells?: unknown; worksheets?: unknown; metadata?: unknown } | null;
  if (typeof notebook !== "object" || notebook === null) throw noNotebook(file);
  // Notebooks of format 3 and older kept their cells in worksheets.
  const sheets = Array.isArray(notebook.worksheets) ? (notebook.worksheets as { cells?: unknown }[]) : [];
  const cells = Array.isArray(notebook.cells)
    ? notebook.cells
    : sheets.flatMap((sheet) => (Array.isArray(sheet?.cells) ? sheet.cells : []));
  if (!Array.isArray(notebook.cells) && sheets.length === 0) throw noNotebook(file);
  if (cells.length > MOST_CELLS) throw tooManyCells(file, cells.length);
  return { cells, metadata: notebook.metadata };
}

const tooManyCells = (file: string, cells: number) =>
  new SubmissionError(
    "TOO_LARGE",
    `${file} has ${cells.toLocaleString("en")} cells; a notebook of more than ${MOST_CELLS.toLocaleString("en")} is not read.`,
  );

const tooMuchCode = (file: string) =>
  new SubmissionError(
    "TOO_LARGE",
    `${file} has more than ${MOST_CODE.toLocaleString("en")} characters of code, and is not read: keep data in a file of its own.`,
  );

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT")
      throw new SubmissionError(
        "NO_FILE",
        `There is no file ${file}. Give the path of a notebook, for example work/01-one-agent.ipynb.`,
      );
    if (code === "EISDIR")
      throw new SubmissionError("NOT_A_NOTEBOOK", `${file} is a folder. Give the path of a notebook in it.`);
    throw new SubmissionError("UNREADABLE", `${file} cannot be read: ${(error as Error).message}.`);
  }
}

const noNotebook = (file: string) =>
  new SubmissionError(
    "NOT_A_NOTEBOOK",
    `${file} is not a notebook: it has no cells. Give the path of a .ipynb file.`,
  );

/** @throws SubmissionError `TOO_LARGE`; the answers of one cell count as cells */
function submittedCells(raw: readonly unknown[], file: string): SubmittedCell[] {
  const cells: SubmittedCell[] = [];
  const counts: Record<string, number> = {};
  let characters = 0;
  const ids = Map.groupBy(raw, (cell) => (cell as { id?: unknown } | null)?.id);
  for (const value of raw) {
    const cell = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
    const kind = typeof cell.cell_type === "string" ? cell.cell_type.slice(0, 20) : "unknown";
    counts[kind] = (counts[kind] ?? 0) + 1;
    const source = textOf(cell.source ?? cell.input);
    // An id that several cells have says nothing about them.
    const ownId = ids.get(cell.id)?.length === 1 ? cell.id : undefined;
    const marked = exerciseOfMetadata(cell.metadata) ?? exerciseOfId(ownId);
    // An answer in a text cell counts: one keystroke turns a code cell into text.
    if (kind !== "code" && exerciseOfLine(source) === undefined) continue;
    const label = `${kind} cell ${counts[kind]}`;
    characters += source.length;
    if (characters > MOST_CODE) throw tooMuchCode(file);
    const answers = answersIn(source);
    if (cells.length + answers.length > MOST_CELLS) throw tooManyCells(file, cells.length + answers.length);
    for (const [index, part] of answers.entries()) {
      cells.push({
        source: part.source,
        label: part.line === 1 ? label : `${label} from line ${part.line}`,
        // The metadata belong to the first answer in the cell.
        ...(marked && index === 0 ? { marked } : {}),
        ...(kind === "code" ? {} : { savedAs: kind }),
      });
    }
  }
  return cells;
}

function markedTexts(raw: readonly unknown[]): MarkedText[] {
  return raw.flatMap((value) => {
    if (typeof value !== "object" || value === null) return [];
    const { source, metadata, id } = value as Record<string, unknown>;
    return [{ source: textOf(source), metadata, id }];
  });
}

/** The answers in a cell. A cell that was merged from several holds several, each of which begins with its exercise line. */
function answersIn(source: string): { source: string; line: number }[] {
  const lines = source.split("\n");
  const starts = lines.flatMap((line, index) =>
    index > 0 && exerciseOfLine(line) !== undefined ? [index] : [],
  );
  const own = exerciseOfLine(source);
  if (own === undefined || !starts.some((start) => exerciseOfLine(lines[start] as string) !== own))
    return [{ source, line: 1 }];
  return [0, ...starts].map((start, index) => ({
    source: lines.slice(start, starts[index]).join("\n"),
    line: start + 1,
  }));
}

/** A cell's text stands as one string or as a list of lines. */
function textOf(source: unknown): string {
  const text = Array.isArray(source) ? source.filter((line) => typeof line === "string").join("") : source;
  // A broken file may hold half a surrogate pair, which other programs cannot read.
  return typeof text === "string" ? text.replaceAll("\r\n", "\n").toWellFormed() : "";
}

/** The lesson that the metadata name, else the lesson of most exercise lines, else the lesson in the file's name. */
function lessonOf(
  file: string,
  metadata: unknown,
  cells: readonly SubmittedCell[],
  course: Course,
): CourseLesson {
  const find = (id: unknown) => course.lessons.find((lesson) => lesson.id === id);
  const named = (metadata as { swarmlab?: { lesson?: unknown } } | null | undefined)?.swarmlab?.lesson;
  const found = find(named) ?? find(mostFrequent(cells)) ?? find(/^(\d\d)\b/.exec(basename(file))?.[1]);
  if (found) return found;
  const known = course.lessons.map((lesson) => lesson.id).join(", ");
  const what =
    typeof named === "string" || typeof named === "number"
      ? `belongs to lesson ${shownLesson(String(named))}, which this course does not have`
      : "belongs to no lesson of this course";
  throw new SubmissionError(
    "NO_LESSON",
    `${file} ${what} (${known === "" ? "it has none yet" : known}). Begin an exercise's cell with a line such as "// exercise 01.2 · Title".`,
  );
}

/** The most characters of a lesson's name that a sentence quotes. */
const MOST_OF_LESSON = 20;

/** The name of a lesson that a notebook states, which may be any text. */
function shownLesson(named: string): string {
  const clean = oneLine(
    named
      .slice(0, MOST_OF_LESSON)
      .toWellFormed()
      .replace(/[\p{Cc}\p{Cf}]/gu, "\uFFFD"),
  );
  return named.length > MOST_OF_LESSON ? `${clean}…` : clean;
}

function mostFrequent(cells: readonly SubmittedCell[]): string | undefined {
  const lessons = cells.flatMap((cell) => (exerciseOfLine(cell.source) ?? cell.marked)?.slice(0, 2) ?? []);
  const groups = Object.entries(Object.groupBy(lessons, (lesson) => lesson));
  return groups.sort(([, a = []], [, b = []]) => b.length - a.length)[0]?.[0];
}
