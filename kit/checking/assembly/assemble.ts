import { exerciseOfLine } from "../submission/exercise-identity.ts";
import type { LocatedExercise } from "../submission/locate-exercises.ts";
import type { Submission } from "../submission/submission.ts";
import type { Assembly, CellText, Origin, OtherAnswer } from "./assembly.ts";
import { budgetOf } from "./assembly-budget.ts";
import { CourseText } from "./course-text.ts";
import { type DefiningCell, type Definition, definingCell, definitionsOf, textOf } from "./definitions.ts";
import { type Changeable, changeCandidates, isChanging, leftOutStatements } from "./effects.ts";
import { inOrder } from "./in-order.ts";
import { NameIndex } from "./name-index.ts";

/** Gives the answer that stands in for another exercise, or undefined for an exercise without one. */
export type OtherAnswerOf = (exerciseId: string) => Promise<OtherAnswer | undefined>;

/**
 * Assembles what is graded: the exercise's cell as it stands, and from the learner's other cells the definitions that it uses, directly or through
 * other definitions, and the statements that change them, as `list.push(1)` does. Nothing else of those cells runs. A name that another exercise asks for is taken from the answer that `otherAnswerOf` gives.
 * A name that the lesson itself defines is taken from the lesson, whatever the learner's cells make of it: the functions that drive an answer for its
 * checks above all.
 *
 * @param written - the cell to grade: the learner's, or a reference solution
 * @throws AssemblyError when the cells use and change each other in too many ways
 */
export async function assemble(
  written: CellText,
  exerciseId: string,
  submission: Submission,
  located: readonly LocatedExercise[],
  otherAnswerOf: OtherAnswerOf,
): Promise<Assembly> {
  const course = new CourseText(submission, located, exerciseId);
  const cells = learnersCells(written, submission, located, course);
  const { cell: own, leftOut: replaced } = course.withoutDriving(written);
  const ownCell = definingCell(own, cells.ownOrder, exerciseId);
  const ownNames = new Set(ownCell.statements.flatMap((statement) => statement.declares));
  const others = new Map<string, DefiningCell | undefined>();
  const notes = new Set<string>();
  const definitions = new Map<string, readonly Definition[]>();
  /** Cells from which a definition is taken. */
  const sources = new Set<DefiningCell>();
  const index = new NameIndex(cells.others, cells.ownOrder, submission.from);

  const otherAnswer = async (id: string): Promise<DefiningCell | undefined> => {
    if (!others.has(id)) {
      const answer = await otherAnswerOf(id);
      if (answer) notes.add(answer.note);
      others.set(id, answer && definingCell(answer.cell, cells.ownOrder - 0.5, id));
    }
    return others.get(id);
  };

  /** Finds the definitions of a name. A definition in another exercise's answer uses that answer's own helpers first. */
  const find = async (name: string, from: DefiningCell): Promise<readonly Definition[]> => {
    const given = course.definitions(name);
    const beside = from.exercise === undefined || from === ownCell ? [] : definitionsOf(name, from);
    if (beside.length > 0 && !(given.length > 0 && course.driving.has(name))) return beside;
    const cell = index.nearest(name);
    if (given.length > 0) {
      if (cell && !course.isSame(name, definitionsOf(name, cell))) notes.add(fromLesson([name], cell.label));
      return given;
    }
    if (cell && cell.exercise === undefined) return definitionsOf(name, cell);
    const asks = located.find(({ exercise }) => exercise.id !== exerciseId && exercise.names.includes(name));
    const asking = cell?.exercise ?? asks?.exercise.id;
    const answer = asking === undefined ? undefined : await otherAnswer(asking);
    return answer ? definitionsOf(name, answer) : [];
  };

  if (replaced.length > 0) notes.add(fromLesson(replaced, "your cell"));
  const exercise = located.find((one) => one.exercise.id === exerciseId)?.exercise;
  const gone = (exercise?.given ?? []).filter((name) => !ownNames.has(name) && !replaced.includes(name));
  if (gone.length > 0) notes.add(goneNote(exerciseId, gone));
  const open: [name: string, from: DefiningCell][] = [
    ...(exercise?.given ?? []),
    ...ownCell.statements.flatMap((statement) => statement.uses),
  ].map((name) => [name, ownCell]);
  const learners = new Set(cells.others.filter(({ exercise }) => exercise === undefined));
  const helperCells = [...course.cells, ...learners].sort((a, b) => a.order - b.order);
  const helperIndex = new NameIndex(helperCells, cells.ownOrder, submission.from);
  const inCells = remembered((name) => {
    const given = course.definitions(name);
    if (given.length > 0) return given;
    const cell = helperIndex.nearest(name);
    return cell ? definitionsOf(name, cell) : [];
  });
  const isDeclared = (name: string) => ownNames.has(name) || inCells(name).length > 0;
  const taken = new Map<string, readonly Definition[]>();
  const changeable: Changeable = {
    isDeclared,
    definitions: inCells,
    taken: (name) => taken.get(name) ?? [],
  };
  const budget = budgetOf(submission);
  const followed = new Set<Definition["statement"]>();
  /** Takes what a statement uses as well. */
  const follow = ({ cell, statement }: Definition) => {
    if (followed.has(statement)) return;
    followed.add(statement);
    for (const used of statement.uses) open.push([used, cell]);
  };
  const changes = new Map<Definition["statement"], Definition>();
  let candidates = helperCells
    .flatMap(changeCandidates)
    .filter((candidate) => !(learners.has(candidate.cell) && changesAny(candidate, course.driving)));
  do {
    for (let next = open.pop(); next; next = open.pop()) {
      const [name, from] = next;
      if (ownNames.has(name) || definitions.has(name)) continue;
      const found = await find(name, from);
      definitions.set(name, found);
      taken.set(
        name,
        found.filter(({ cell }) => cell.exercise === undefined),
      );
      for (const one of found) {
        sources.add(one.cell);
        follow(one);
      }
    }
    // What a statement needs may be changed by further statements.
    candidates = candidates.filter((candidate) => {
      const { cell, statement } = candidate;
      const isTooLow = submission.from === "file" && cell.order > cells.ownOrder && !sources.has(cell);
      if (isTooLow || !isChanging(candidate, changeable, budget)) return true;
      changes.set(statement, candidate);
      follow(candidate);
      return false;
    });
  } while (open.length > 0);
  const isTaken = remembered((name) =>
    (taken.get(name) ?? []).some(({ statement }) => statement.kind !== "import"),
  );
  const { before, after } = inOrder(definitions, [...changes.values()], ownCell, ownNames);
  const given = [...course.driving].filter((name) => ownNames.has(name) || definitions.has(name));
  const hasGivenImports = before.some(
    ({ statement }) =>
      statement.kind === "import" && statement.declares.some((name) => course.driving.has(name)),
  );
  const helpers = [...before, ...after].filter(({ cell }) => cell.exercise === undefined);
  const run = new Set(changes.keys());
  const left = helperCells
    .filter((cell) => sources.has(cell))
    .flatMap((cell) =>
      leftOutStatements(cell, run, isTaken).map(({ startLine }) => `line ${startLine} of ${cell.label}`),
    );
  if (left.length > 0) notes.add(leftOut(left));
  return {
    ...join(before, hasGivenImports, own, after),
    notes: [...notes],
    labImports: labImports(ownCell, helpers),
    given,
    forbids: exercise?.forbids ?? [],
  };
}

/** A function of names that computes each result once. */
function remembered<Result>(compute: (name: string) => Result): (name: string) => Result {
  const known = new Map<string, Result>();
  return (name) => {
    if (!known.has(name)) known.set(name, compute(name));
    return known.get(name) as Result;
  };
}

/** Whether a statement changes one of these names, or something in it. */
function changesAny({ statement }: Definition, names: ReadonlySet<string>): boolean {
  return [...statement.changes, ...statement.handles].some((name) => names.has(name));
}

function fromLesson(names: readonly string[], cell: string): string {
  return `The check takes ${listed(names)} from the lesson, and not from ${cell}.`;
}

/** What was handed out in the exercise's cell and is no longer there, in one sentence. */
function goneNote(exercise: string, names: readonly string[]): string {
  const them = names.length === 1 ? "it" : "them";
  return `${listed(names)}, which the cell of exercise ${exercise} was handed out with, ${names.length === 1 ? "is" : "are"} gone from it: the check takes ${them} from the lesson, and your notebook needs ${them} back. reset("${exercise}") shows the cell as it was.`;
}

const listed = (names: readonly string[]) =>
  names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : `${names[0]}`;

const MOST_LEFT_OUT = 3;

function leftOut(places: readonly string[]): string {
  const more = places.length - MOST_LEFT_OUT;
  const shown = [...places.slice(0, MOST_LEFT_OUT), ...(more > 0 ? [`${more} more`] : [])];
  return `The check takes definitions and the statements that change them from your other cells. It does not run ${listed(shown)}.`;
}

/** The learner's other cells, and the position of the graded cell among them. */
function learnersCells(
  own: CellText,
  { cells, lesson }: Submission,
  located: readonly LocatedExercise[],
  course: CourseText,
) {
  const answers = new Map(
    located.flatMap(({ cell, exercise }) => (cell ? [[cell, exercise.id] as const] : [])),
  );
  const position = cells.findIndex((cell) => cell.source === own.source && cell.label === own.label);
  // A reference solution has no position of its own: it stands behind every cell.
  const ownOrder = position < 0 ? cells.length : position;
  const ids = new Set(lesson.exercises.map((exercise) => exercise.id));
  const others = cells.flatMap((cell, order) => {
    const exercise = answers.get(cell);
    // Of several cells of one exercise one counts. Nothing is taken from the others.
    const isCopy = exercise === undefined && ids.has(exerciseOfLine(cell.source) ?? cell.marked ?? "");
    // The lesson's own cells count as the lesson has them.
    const isGiven = exercise === undefined && course.isUnchanged(cell.source);
    return order === position || isCopy || isGiven ? [] : [definingCell(cell, order, exercise)];
  });
  return { others, ownOrder };
}

/** The names that the learner imports from the lab: in the answer's own cell all, of other cells' imports those that the answer uses. */
function labImports(own: DefiningCell, helpers: readonly Definition[]): string[] {
  const imports = [...own.statements.map((statement) => ({ statement, names: undefined })), ...helpers];
  const taken = imports.flatMap(({ statement: { from = "", imported = {} }, names }) =>
    /^@swarmlab\/labs(\/|$)/.test(from)
      ? Object.entries(imported).flatMap(([name, taken]) => ((names?.includes(name) ?? true) ? [taken] : []))
      : [],
  );
  return [...new Set(taken)];
}

/** A line behind the imports of what drives the answer: from here on, no code of the answer can set them. Without its effect, where it runs elsewhere. */
const GIVEN_ARE_SET = '(globalThis as any)[Symbol.for("swarmlab.given")]?.();';

function join(
  before: readonly Definition[],
  hasGivenImports: boolean,
  own: CellText,
  after: readonly Definition[],
): { source: string; origins: Origin[] } {
  const lines: string[] = [];
  const origins: Origin[] = [];
  const add = (text: string, first: number, cell?: string) => {
    text.split("\n").forEach((line, index) => {
      lines.push(line);
      origins.push({ line: first + index, ...(cell === undefined ? {} : { cell }) });
    });
  };
  const addAll = (definitions: readonly Definition[]) => {
    for (const definition of definitions) {
      const { text, line } = textOf(definition);
      add(text, line, definition.cell.label);
    }
  };
  addAll(before);
  if (hasGivenImports) add(GIVEN_ARE_SET, 1, "the lesson's own text");
  add(own.source, 1);
  addAll(after);
  return { source: lines.join("\n"), origins };
}
