import { createHash } from "node:crypto";
import type { Lesson, LessonCell, ManualCell } from "../lesson.ts";
import { coLearningBoxes } from "../source/co-learning-boxes.ts";
import { autogradedAnswer, autograderTests, manualAnswer } from "./nbgrader.ts";
import { type Notebook, type NotebookCell, type SwarmlabNotebookMetadata, toLines } from "./notebook.ts";

/** Points of an exercise's visible checks together, by exercise id. */
export type Points = Readonly<Record<string, number>>;

type Form = SwarmlabNotebookMetadata["form"];

/** Equal to the installed kernelspec: JupyterLab finds the kernel by the name. */
const KERNELSPEC = { display_name: "Swarm Lab (TypeScript)", language: "typescript", name: "swarmlab" };
/** Equal to what the kernel reports, so that highlighting works before the kernel has started. */
const LANGUAGE_INFO = {
  codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
  file_extension: ".ts",
  mimetype: "text/typescript",
  name: "typescript",
};

/**
 * Builds the two notebooks of a lesson: the learner's, with starters and without hints and explanations (which `hint()` and
 * `check()` show), and the solved one with everything. The same lesson and points always give the same notebooks.
 *
 * @param points An exercise that is not in it is worth 0 points.
 */
export function buildNotebooks(lesson: Lesson, points: Points): { learner: Notebook; solved: Notebook } {
  const version = contentVersion(lesson);
  const build = (form: Form): Notebook => ({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: KERNELSPEC,
      language_info: LANGUAGE_INFO,
      swarmlab: { lesson: lesson.id, title: lesson.title, minutes: lesson.minutes, form, version },
    },
    cells: cellsOf(lesson, form).map((cell) => buildCell(lesson, cell, form, points)),
  });
  return { learner: build("learner"), solved: build("solved") };
}

/**
 * The version of the text of a lesson's learner's notebook. Points, minutes and solutions are not part of it: a change of them gives learners no new
 * version.
 */
export function contentVersion(lesson: Lesson): string {
  const texts = cellsOf(lesson, "learner").map((cell) => [
    cell.id,
    cell.kind,
    withCalls(lesson, cell.id, sourceOf(cell, "learner")),
  ]);
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 16);
}

function cellsOf(lesson: Lesson, form: Form): readonly LessonCell[] {
  if (form === "solved") return lesson.cells;
  return lesson.cells.filter((cell) => cell.role !== "hint" && cell.role !== "explanation");
}

function sourceOf(cell: LessonCell, form: Form): string {
  return form === "learner" ? (cell.starter ?? cell.source) : cell.source;
}

/** A text cell with a line below each box that says how to get the box ready to copy. */
function withCalls(lesson: Lesson, cellId: string, source: string): string {
  const boxes = coLearningBoxes(lesson.id, lesson.cells).filter(({ cell }) => cell === cellId);
  if (boxes.length === 0) return source;
  const lines = source.split("\n");
  for (const [last, group = []] of [...Map.groupBy(boxes, ({ lastLine }) => lastLine)].sort(
    ([a], [b]) => b - a,
  )) {
    const inQuote = lines[last]?.startsWith(">") ? "> " : "";
    const calls = group.map(({ id }) => `\`coteach("${id}")\``);
    const call = calls.length === 1 ? calls[0] : `${calls.slice(0, -1).join(", ")} or ${calls.at(-1)}`;
    lines.splice(
      last + 1,
      0,
      inQuote.trimEnd(),
      `${inQuote}*Ready to copy, with your own code where it is asked for:* ${call}`,
    );
  }
  return lines.join("\n");
}

/** Labels a hint or an explanation, which the solved notebook shows between the lesson's prose. */
function label(lesson: Lesson, { role, exercise, id }: LessonCell): string {
  if (role === "explanation") return "**Once green.** ";
  if (role !== "hint") return "";
  const hints = lesson.cells.filter((other) => other.role === "hint" && other.exercise === exercise);
  return `**Hint ${hints.findIndex((hint) => hint.id === id) + 1} of ${hints.length}.** `;
}

function buildCell(lesson: Lesson, cell: LessonCell, form: Form, points: Points): NotebookCell {
  const source = withCalls(lesson, cell.id, label(lesson, cell) + sourceOf(cell, form));
  const common = {
    id: cell.id,
    metadata: {
      ...cell.metadata,
      ...(cell.manual === undefined ? {} : manualMetadata(lesson, cell.manual, cell.id, source)),
      ...(cell.tags.length > 0 ? { tags: cell.tags } : {}),
      ...(cell.exercise === undefined
        ? {}
        : {
            swarmlab: { lesson: lesson.id, exercise: cell.exercise, role: cell.role },
            ...protection(cell, source, points),
          }),
    },
    source: toLines(source),
  };
  if (cell.kind === "markdown") return { cell_type: "markdown", ...common };
  return { cell_type: "code", execution_count: null, outputs: [], ...common };
}

/** Metadata of a text that a person grades: its points and its rubric. */
function manualMetadata(lesson: Lesson, { id, points, rubric }: ManualCell, cellId: string, source: string) {
  return {
    deletable: false,
    nbgrader: manualAnswer(cellId, source, points),
    swarmlab: { lesson: lesson.id, role: "manual", manual: id, rubric },
  };
}

/**
 * An exercise cell cannot be deleted (a copy can: JupyterLab drops the mark when copying), and a check cell cannot be edited either. nbgrader calls
 * the two an autograded answer and its tests.
 */
function protection(cell: LessonCell, source: string, points: Points) {
  if (cell.role === "exercise") return { deletable: false, nbgrader: autogradedAnswer(cell.id, source) };
  if (cell.role === "check") {
    const worth = points[cell.exercise as string] ?? 0;
    return { deletable: false, editable: false, nbgrader: autograderTests(cell.id, source, worth) };
  }
  return {};
}
