import type { LocatedExercise } from "../submission/locate-exercises.ts";
import type { Submission } from "../submission/submission.ts";
import type { CellText } from "./assembly.ts";
import { beginOf } from "./begin-of.ts";
import {
  type DefiningCell,
  type Definition,
  definingCell,
  definitionsOf,
  importText,
} from "./definitions.ts";

/** What feedback calls text that stands in no cell of the learner's. */
const LESSON_TEXT = "the lesson's own text";

/** What a lesson itself defines: its cells that are no exercises, and what its exercise cells give beside what is asked for. */
export class CourseText {
  /** The cells as the lesson has them, each where the learner's cell of the same text stands, else behind the one before it. */
  readonly cells: readonly DefiningCell[];
  readonly #byName = new Map<string, DefiningCell>();
  readonly #sources: ReadonlySet<string>;
  readonly #driving: ReadonlySet<string>;

  constructor({ cells, lesson }: Submission, located: readonly LocatedExercise[], exerciseId: string) {
    const places = new Map(cells.map(({ source }, order) => [source.trim(), order]));
    let order = -1;
    this.cells = (lesson.given ?? []).map((given) => {
      if ("source" in given) {
        const at = places.get(given.source.trim());
        order = at ?? order + 1e-3;
        const label = at === undefined ? LESSON_TEXT : (cells[at]?.label ?? LESSON_TEXT);
        return definingCell({ source: given.source, label }, order);
      }
      const one = located.find(({ exercise }) => exercise.id === given.exercise);
      const at = one?.cell ? cells.indexOf(one.cell) : -1;
      order = (at < 0 ? order : at) + 1e-3;
      return givenPart(one, order);
    });
    for (const cell of this.cells)
      for (const { declares } of cell.statements)
        for (const name of declares) if (!this.#byName.has(name)) this.#byName.set(name, cell);
    this.#sources = new Set(
      (lesson.given ?? []).flatMap((given) => ("source" in given ? [given.source.trim()] : [])),
    );
    const own = located.find(({ exercise }) => exercise.id === exerciseId)?.exercise.given ?? [];
    this.#driving = this.#closure(own);
  }

  /** Whether a learner's cell is one of the lesson's, unchanged. */
  isUnchanged(source: string): boolean {
    return this.#sources.has(source.trim());
  }

  /** The lesson's definitions of a name; none for the names that an exercise asks for. */
  definitions(name: string): Definition[] {
    const cell = this.#byName.get(name);
    return cell ? definitionsOf(name, cell) : [];
  }

  /** What drives the answer for its checks: the names that the exercise gives, and what they use of the lesson, directly or through each other. */
  get driving(): ReadonlySet<string> {
    return this.#driving;
  }

  /** Whether a definition of a name says the same as the lesson's; comments and layout do not count. */
  isSame(name: string, own: readonly Definition[]): boolean {
    return codeOf(own) === codeOf(this.definitions(name));
  }

  /**
   * An exercise's cell without its own definitions of what drives the answer, where they differ from the lesson's. Its lines keep their numbers.
   * @returns the cell, and the names that were left out
   */
  withoutDriving(own: CellText): { cell: CellText; leftOut: string[] } {
    const { statements } = definingCell(own, 0);
    const leftOut: string[] = [];
    let source = "";
    let end = 0;
    for (const statement of statements) {
      if (statement.kind === "type" || statement.kind === "interface") continue;
      const names = statement.declares.filter((name) => this.#driving.has(name));
      if (names.length === 0) continue;
      const cell = { ...own, order: 0, statements: [statement] };
      const differing = names.filter((name) => !this.isSame(name, definitionsOf(name, cell)));
      if (differing.length === 0 && statement.kind !== "import") continue;
      const text = own.source.slice(statement.start, statement.end);
      const others =
        statement.kind === "import" ? statement.declares.filter((name) => !names.includes(name)) : [];
      const kept = others.length > 0 ? importText(statement, others) : "";
      source += own.source.slice(end, statement.start) + text.replace(/[^\n]+/g, "") + kept;
      end = statement.end;
      leftOut.push(...differing);
    }
    return end === 0
      ? { cell: own, leftOut }
      : { cell: { ...own, source: source + own.source.slice(end) }, leftOut };
  }

  #closure(names: readonly string[]): ReadonlySet<string> {
    const all = new Set<string>();
    const open = [...names];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (all.has(name) || !this.#byName.has(name)) continue;
      all.add(name);
      for (const { statement } of this.definitions(name)) for (const used of statement.uses) open.push(used);
    }
    return all;
  }
}

/** The statements of an exercise cell that the lesson gives, without those that are asked for. Its types stand in where the learner's cell lacks them. */
function givenPart(located: LocatedExercise | undefined, order: number): DefiningCell {
  const { starter = "", given = [], id = "" } = located?.exercise ?? {};
  const cell = definingCell({ source: starter, label: `${LESSON_TEXT} of exercise ${id}` }, order);
  return {
    ...cell,
    statements: cell.statements.filter(
      ({ kind, declares }) =>
        kind === "type" || kind === "interface" || declares.some((name) => given.includes(name)),
    ),
  };
}

function statementText({ source }: DefiningCell, { start, end }: Definition["statement"]): string {
  const text = source.slice(start, end);
  return text.slice(beginOf(text));
}

/** The code of definitions in one line, without the comments in front of them. */
function codeOf(definitions: readonly Definition[]): string {
  return definitions
    .map(({ cell, statement, names }) =>
      statement.kind === "import"
        ? importText(statement, names)
        : statementText(cell, statement).split(/\s+/).join(" ").trim(),
    )
    .join("\n");
}
