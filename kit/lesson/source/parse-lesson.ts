import type { Exercise, Lesson, LessonCell, ManualCell } from "../lesson.ts";
import { type Complain, complainAbout } from "../lesson-error.ts";
import { parsePercent } from "../percent/percent-document.ts";
import { cellIds } from "./cell-ids.ts";
import { type ClassifiedCell, classifyCell } from "./classify-cell.ts";
import { coLearningBoxes } from "./co-learning-boxes.ts";
import { DeclaredOnce } from "./declared-once.ts";
import { ExerciseBuilder } from "./exercise-builder.ts";
import { readLessonHeader } from "./lesson-header.ts";
import { readManualCell } from "./manual-cell.ts";
import { topLevelNames } from "./top-level-names.ts";
import { usedExercises } from "./used-exercises.ts";

type UnnamedCell = Omit<LessonCell, "id">;

/**
 * Reads a lesson from its source and checks every rule of the format.
 *
 * @param fileName Where the source came from; its last part, `NN-slug.ts`, names the lesson.
 * @throws LessonError `INVALID_LESSON`: one sentence, with file and line, about the first broken rule.
 */
export function parseLesson(source: string, fileName: string): Lesson {
  const complain = complainAbout(fileName);
  const document = parsePercent(source, complain);
  const header = readLessonHeader(fileName, document.header, complain);
  const cells = document.cells.map((cell) => classifyCell(cell, complain));
  refuseOtherHeading(cells[0], `# ${header.id} · ${header.title}`, complain);

  const exercises: Exercise[] = [];
  const manual: ManualCell[] = [];
  const declared = new DeclaredOnce(complain);
  let current: ExerciseBuilder | undefined;
  const unnamed = cells.map((cell): UnnamedCell => {
    if (cell.role === "exercise") {
      if (current) exercises.push(current.finish());
      current = new ExerciseBuilder(cell, complain);
      refuseOtherOrder(current.id, header.id, exercises, cell.line, complain);
      declared.add(cell, current.names);
      return {
        ...plainCell(cell),
        source: current.texts.solution,
        exercise: current.id,
        starter: current.texts.starter,
        regions: current.texts.regions,
      };
    }
    if (cell.role === "text") return plainCell(cell);
    if (cell.role === "manual") {
      const answer = readManualCell(cell, header.id, manual.length + 1, complain);
      manual.push(answer.cell);
      return {
        ...plainCell(cell),
        source: answer.solution,
        starter: answer.cell.starter,
        manual: answer.cell,
      };
    }
    if (cell.kind === "code") {
      const names = topLevelNames(cell.source);
      if (names.syntaxError)
        throw complain(cell.line + 1 + names.syntaxError.line, names.syntaxError.message);
      declared.add(cell, names);
      if (cell.role === "demo") return plainCell(cell);
    }
    if (!current)
      throw complain(cell.line, `a ${cell.role} cell belongs to an exercise, and there is none above it`);
    if (cell.role === "check") current.addCheck(cell);
    else if (cell.role === "hint") current.addHint(cell);
    else current.addExplanation(cell);
    return { ...plainCell(cell), exercise: current.id };
  });
  if (current) exercises.push(current.finish());
  const demos = unnamed.flatMap(({ kind, role, source }) =>
    kind === "code" && role === "demo" ? [source] : [],
  );

  const ids = cellIds(unnamed);
  const named = unnamed.map((cell, i) => ({ id: ids[i] as string, ...cell }));
  const boxes = coLearningBoxes(header.id, named).map(({ id, ask }) => ({ id, ask }));
  return {
    ...header,
    exercises: exercises.map((one) => withUses(one, exercises, demos)),
    boxes,
    cells: named,
    ...(manual.length === 0 ? {} : { manual }),
  };
}

function withUses(exercise: Exercise, all: readonly Exercise[], demos: readonly string[]): Exercise {
  const uses = usedExercises(exercise, all, demos);
  return uses.length === 0 ? exercise : { ...exercise, uses };
}

function plainCell(cell: ClassifiedCell): UnnamedCell {
  const { kind, role, source, tags, line, passed } = cell;
  return { kind, role, source, tags, line, metadata: passed };
}

function refuseOtherHeading(first: ClassifiedCell | undefined, heading: string, complain: Complain): void {
  if (first?.role !== "text" || first.source.split("\n", 1)[0] !== heading) {
    throw complain(
      first?.line ?? 1,
      `the first cell is markdown and begins with the lesson's title: "${heading}"`,
    );
  }
}

/** Exercises are numbered from 1 as they stand in the lesson, without a gap. */
function refuseOtherOrder(
  id: string,
  lesson: string,
  before: readonly Exercise[],
  line: number,
  complain: Complain,
): void {
  if (!id.startsWith(`${lesson}.`)) {
    throw complain(
      line,
      `exercise ${id} stands in lesson ${lesson}: its id begins with another lesson's number`,
    );
  }
  if (before.some((exercise) => exercise.id === id)) throw complain(line, `exercise ${id} is there twice`);
  const expected = `${lesson}.${before.length + 1}`;
  if (id !== expected)
    throw complain(line, `exercise ${id} comes where exercise ${expected} should: number them in order`);
}
