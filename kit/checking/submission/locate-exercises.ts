import type { Exercise } from "../../lesson/index.ts";
import { analysed } from "./analysed.ts";
import { exerciseOfLine } from "./exercise-identity.ts";
import type { Submission, SubmittedCell } from "./submission.ts";

/** The state of an exercise in a submission. `starter`: its cell is as it was handed out. */
export type ExerciseState = "written" | "starter" | "empty" | "missing";

/** An exercise and the cell that answers it. */
export interface LocatedExercise {
  readonly exercise: Exercise;
  readonly state: ExerciseState;
  readonly cell?: SubmittedCell;
  /** Sentences on what is unusual about the cell, for feedback. */
  readonly notes: readonly string[];
}

/**
 * Finds the cell that answers each exercise of the lesson: by its first line, else by its metadata or id, else by the names that the exercise asks
 * for. Of several cells the last counts.
 */
export function locateExercises(submission: Submission): LocatedExercise[] {
  const { exercises } = submission.lesson;
  const claimed = new Map<string, SubmittedCell[]>();
  const claim = (id: string | undefined, cell: SubmittedCell) => {
    if (id === undefined || !exercises.some((exercise) => exercise.id === id)) return false;
    const cells = claimed.get(id);
    if (cells) cells.push(cell);
    else claimed.set(id, [cell]);
    return true;
  };
  const unlabelled = submission.cells.filter((cell) => !claim(exerciseOfLine(cell.source), cell));
  // A cell without its first line is found by its metadata or id, unless another cell has the line.
  const byLine = new Set(claimed.keys());
  const unmarked = unlabelled.filter((cell) => byLine.has(cell.marked ?? "") || !claim(cell.marked, cell));
  return exercises.map((exercise) => {
    const cells = claimed.get(exercise.id);
    if (cells) return located(exercise, cells, submission, "line");
    return located(
      exercise,
      unmarked.filter((cell) => declaresAll(cell, exercise)),
      submission,
      "names",
    );
  });
}

function located(
  exercise: Exercise,
  cells: readonly SubmittedCell[],
  submission: Submission,
  by: "line" | "names",
): LocatedExercise {
  const last = cells.at(-1);
  if (!last) return { exercise, state: "missing", notes: [] };
  const notes: string[] = [];
  const cell = joinedParts(last, exercise, submission);
  if (cell !== last)
    notes.push(`The cell of exercise ${exercise.id} was split in two; both parts count (${cell.label}).`);
  if (cell.savedAs !== undefined) {
    notes.push(
      `Exercise ${exercise.id} stands in a ${cell.savedAs} cell (${cell.label}); it was read as code. Turn it back into a code cell.`,
    );
  }
  if (cells.length > 1) {
    const which = submission.from === "kernel" ? "the one that ran last" : "the last one";
    notes.push(`Exercise ${exercise.id} stands in ${cells.length} cells; ${which} counts (${cell.label}).`);
  }
  if (by === "names") {
    notes.push(
      `The cell of exercise ${exercise.id} was recognised by the names it defines (${cell.label}); begin it with the line "// exercise ${exercise.id} · ${exercise.title}".`,
    );
  }
  return { exercise, cell, state: stateOf(cell, exercise), notes };
}

/**
 * Joins the parts of a cell that was split: the lower parts have the exercise's metadata or id, and not its line. They are joined where the upper
 * part lacks a name that the exercise asks for.
 */
function joinedParts(cell: SubmittedCell, exercise: Exercise, submission: Submission): SubmittedCell {
  if (submission.from === "kernel" || declaresAll(cell, exercise)) return cell;
  const below = submission.cells.slice(submission.cells.indexOf(cell) + 1);
  const parts = below.filter(
    (part) => part.marked === exercise.id && exerciseOfLine(part.source) === undefined,
  );
  if (parts.length === 0) return cell;
  const joined = {
    ...cell,
    source: [cell, ...parts].map((part) => part.source).join("\n"),
    label: labelOf([cell, ...parts]),
  };
  return declaresAll(joined, exercise) ? joined : cell;
}

/** The most cells that a label names one by one. */
const MOST_NAMED = 4;

function labelOf(cells: readonly SubmittedCell[]): string {
  const named = cells.slice(0, MOST_NAMED).map(({ label }) => label);
  const more = cells.length - named.length;
  return [...named, ...(more === 0 ? [] : [`${more} more cells`])].join(" and ");
}

function stateOf(cell: SubmittedCell, exercise: Exercise): ExerciseState {
  if (analysed(cell.source).length === 0) return "empty";
  return withoutLayout(cell.source) === withoutLayout(exercise.starter) ? "starter" : "written";
}

/** Text without white space and without the exercise line, which learners retype. */
const withoutLayout = (source: string) =>
  source.replace(/^\s*\/\/\s*exercise[^\n]*/i, "").replace(/\s+/g, "");

function declaresAll(cell: SubmittedCell, exercise: Exercise): boolean {
  // A cell without the text of a name does not declare it, and need not be analysed, which takes long for a long text.
  if (exercise.names.length === 0 || !exercise.names.every((name) => cell.source.includes(name)))
    return false;
  const declared = new Set(
    analysed(cell.source).flatMap((statement) => (statement.kind === "import" ? [] : statement.declares)),
  );
  return exercise.names.every((name) => declared.has(name));
}
