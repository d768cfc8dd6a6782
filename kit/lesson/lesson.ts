/** The role of a cell, from its tag; untagged code is a demo. */
export type CellRole = "text" | "demo" | "exercise" | "check" | "hint" | "explanation" | "manual";

/** One cell of a lesson's source. */
export interface LessonCell {
  /** An nbformat cell id that stays the same when other cells of the lesson change. */
  readonly id: string;
  readonly kind: "code" | "markdown";
  readonly role: CellRole;
  /** As the solved notebook shows it. */
  readonly source: string;
  /** The id of the exercise that the cell belongs to, such as `"01.2"`; left out of text and demos. */
  readonly exercise?: string;
  /** The cell's entry in the lesson, where a person gives its points. */
  readonly manual?: ManualCell;
  /** An exercise cell, or a manual one, as it is handed out. */
  readonly starter?: string;
  /** The solution regions of an exercise cell: first and last line in `source`, from 0. */
  readonly regions?: readonly (readonly [first: number, last: number])[];
  readonly tags: readonly string[];
  /** Cell metadata for Jupyter, which the notebook keeps. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** 1-based line of the cell's marker in the source. */
  readonly line: number;
}

/** An exercise: a cell that the learner completes, with its hints and its explanation. */
export interface Exercise {
  /** For example `"01.2"`. */
  readonly id: string;
  readonly title: string;
  /** The top-level names that the answer must declare. */
  readonly names: readonly string[];
  /** The exercise cell as it is handed out. */
  readonly starter: string;
  /** The exercise cell solved; absent in a copy of the course without solutions. */
  readonly solution?: string;
  /** Markdown; at least three, each more detailed than the one before. */
  readonly hints: readonly string[];
  /** Markdown, shown once every check holds. */
  readonly explanation?: string;
  /** The explanation of a learners' copy, closed: `openExplanation` opens it. */
  readonly sealedExplanation?: string;
  /**
   * Those of the exercise cell's names that the course defines: what drives an answer for a check. They are taken from the course, whatever the
   * learner's cell holds; left out where the exercise has no such names.
   */
  readonly given?: readonly string[];
  /** The ids of the other exercises whose answers the solution uses; left out where it uses none, and in older course data. */
  readonly uses?: readonly string[];
  /** Names that the answer must not import from `@swarmlab/labs`, because building them is the exercise. */
  readonly forbids: readonly string[];
}

/** A cell whose points a person gives. */
export interface ManualCell {
  /** For example `"12.m1"`. */
  readonly id: string;
  readonly title: string;
  readonly points: number;
  /** What counts, one sentence each. Learners may read it. */
  readonly rubric: readonly string[];
  /** The cell as it is handed out. */
  readonly starter: string;
}

/** A box of a lesson for an AI assistant. `coteach("02 prompt 1")` shows it ready to copy. */
export interface CoLearningBox {
  /** The lesson, the kind (`prompt`, `challenge` or `try`) and the number of its kind in the lesson: `"02 prompt 1"`. */
  readonly id: string;
  /** What to ask the assistant. */
  readonly ask: string;
}

/** The part of a lesson that the course data has too. */
export interface LessonSummary {
  /** Two digits, such as `"01"`. */
  readonly id: string;
  /** The rest of the file name, such as `"one-agent"`. */
  readonly slug: string;
  readonly title: string;
  /** About how long the lesson takes. */
  readonly minutes: number;
  readonly exercises: readonly Exercise[];
  readonly boxes: readonly CoLearningBox[];
  /** Cells whose points a person gives; left out of a lesson that has none. */
  readonly manual?: readonly ManualCell[];
}

/** One lesson, read from its source. */
export interface Lesson extends LessonSummary {
  readonly cells: readonly LessonCell[];
}

/** File name of a lesson's notebook in `notebooks/`, `solutions/` and `work/`. */
export function notebookName(lesson: Pick<LessonSummary, "id" | "slug">): string {
  return `${lesson.id}-${lesson.slug}.ipynb`;
}

/** The glossary: written in `solutions/`, and copied beside the notebooks. */
export const GLOSSARY_FILE = "glossary.md";
