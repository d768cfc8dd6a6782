/** What a cell is for, from its tag; untagged code is a demo. */
export type CellRole = "text" | "demo" | "exercise" | "check" | "hint" | "explanation" | "manual";

/** One cell of a lesson's source. */
export interface LessonCell {
  /** Stable: survives edits and insertions elsewhere in the lesson. Valid as an nbformat cell id. */
  readonly id: string;
  readonly kind: "code" | "markdown";
  readonly role: CellRole;
  /** As the solved notebook shows it. */
  readonly source: string;
  /** The id of the exercise that the cell belongs to, such as `"01.2"`; none for text and demos. */
  readonly exercise?: string;
  /** The cell of which a person gives the points: its entry in the lesson. */
  readonly manual?: ManualCell;
  /** An exercise cell, or a manual one, as the learner meets it. */
  readonly starter?: string;
  /** What the learner has to write: first and last line, from 0, of each solution region in an exercise cell's `source`. */
  readonly regions?: readonly (readonly [first: number, last: number])[];
  readonly tags: readonly string[];
  /** Cell metadata that Jupyter understands and that passes through to the notebook. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** 1-based line of the cell's marker in the source. */
  readonly line: number;
}

/** A cell to write, with all that belongs to it. */
export interface Exercise {
  /** For example `"01.2"`. */
  readonly id: string;
  readonly title: string;
  /** The top-level names that the answer must declare. */
  readonly names: readonly string[];
  /** The exercise cell as the learner meets it. */
  readonly starter: string;
  /** The exercise cell solved; absent in a copy of the course without solutions. */
  readonly solution?: string;
  /** Markdown, from the gentlest to the plainest; at least three. */
  readonly hints: readonly string[];
  /** Markdown, shown once every check holds. */
  readonly explanation?: string;
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
  /** The cell as the learner meets it. */
  readonly starter: string;
}

/** A box of a lesson to take to an AI assistant, which `coteach("02 prompt 1")` shows ready to copy. */
export interface CoLearningBox {
  /** The lesson, the kind (`prompt`, `challenge` or `try`) and the number of its kind in the lesson: `"02 prompt 1"`. */
  readonly id: string;
  /** What to say to the assistant. */
  readonly ask: string;
}

/** What lessons and the course data have in common. */
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

/** One lesson, as its source gives it. */
export interface Lesson extends LessonSummary {
  readonly cells: readonly LessonCell[];
}

/** File name of a lesson's notebook, in `notebooks/`, `solutions/` and `work/` alike. */
export function notebookName(lesson: Pick<LessonSummary, "id" | "slug">): string {
  return `${lesson.id}-${lesson.slug}.ipynb`;
}

/** The words of the course: written in `solutions/`, and beside the notebooks wherever these are. */
export const GLOSSARY_FILE = "glossary.md";
