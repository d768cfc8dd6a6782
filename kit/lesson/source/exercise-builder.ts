import type { Exercise } from "../lesson.ts";
import type { Complain } from "../lesson-error.ts";
import type { ClassifiedCell } from "./classify-cell.ts";
import { type ExerciseLine, parseExerciseLine } from "./exercise-line.ts";
import { givenNames } from "./given-names.ts";
import { type StarterAndSolution, splitSolutionRegions } from "./solution-region.ts";
import { type TopLevelNames, topLevelNames } from "./top-level-names.ts";

const FEWEST_HINTS = 3;

/** Builds an exercise from its cells: the exercise cell, then its check, hints and explanation. `finish` ends it. */
export class ExerciseBuilder {
  readonly id: string;
  readonly texts: StarterAndSolution;
  /** What the solution declares. */
  readonly names: TopLevelNames;
  readonly #line: number;
  readonly #identity: ExerciseLine;
  readonly #asked: readonly string[];
  readonly #forbids: readonly string[];
  readonly #complain: Complain;
  readonly #hints: string[] = [];
  #hasCheck = false;
  #explanation: string | undefined;

  constructor(cell: ClassifiedCell, complain: Complain) {
    const identity = parseExerciseLine(cell.source.split("\n", 1)[0] as string);
    if (!identity) {
      throw complain(cell.line + 1, "an exercise cell begins with its identity: `// exercise 01.2 · Title`");
    }
    this.#complain = complain;
    this.#line = cell.line;
    this.#identity = identity;
    this.id = identity.id;
    this.#forbids = cell.forbids;
    this.texts = splitSolutionRegions(cell.source, this.id, cell.line + 1, complain);
    if (this.texts.starter === this.texts.solution) {
      throw this.#error(
        "starts out solved: mark what the learner writes with // BEGIN SOLUTION and // END SOLUTION",
      );
    }
    this.names = topLevelNames(this.texts.solution);
    this.#asked = this.#namesAskedFor();
  }

  /** The names that an answer must declare: those in the starter. Names inside a solution region alone are the solution's choice. */
  #namesAskedFor(): readonly string[] {
    const starter = topLevelNames(this.texts.starter);
    if (this.names.syntaxError) throw this.#error(`does not parse: ${this.names.syntaxError.message}`);
    if (starter.syntaxError) {
      throw this.#error(
        `does not parse without its solution (${starter.syntaxError.message}): give the region a stub that fits, line by line ` +
          "after BEGIN SOLUTION as `// STUB: …`",
      );
    }
    if (starter.values.length === 0) {
      throw this.#error(
        "asks for no name: keep what it declares outside the solution region, or in its STUB lines",
      );
    }
    const lost = starter.values.find((name) => !this.names.values.includes(name));
    if (lost !== undefined)
      throw this.#error(`declares \`${lost}\` in its stub, which its solution does not`);
    return starter.values;
  }

  addCheck(cell: ClassifiedCell): void {
    const calls = [...cell.source.matchAll(/\bcheck\(\s*["']([^"']*)["']/g)].map((call) => call[1]);
    if (calls.length !== 1)
      throw this.#complain(cell.line, `a check cell calls check once: await check("${this.id}")`);
    if (calls[0] !== this.id) {
      throw this.#complain(
        cell.line,
        `this cell checks "${calls[0]}", but the exercise above it is ${this.id}`,
      );
    }
    if (this.#hasCheck) throw this.#complain(cell.line, `exercise ${this.id} has a check cell already`);
    this.#hasCheck = true;
  }

  addHint(cell: ClassifiedCell): void {
    this.#followsItsCheck(cell, "hint");
    this.#hints.push(this.#markdown(cell, "hint"));
  }

  addExplanation(cell: ClassifiedCell): void {
    this.#followsItsCheck(cell, "explanation");
    if (this.#explanation !== undefined) {
      throw this.#complain(cell.line, `exercise ${this.id} has an explanation already`);
    }
    this.#explanation = this.#markdown(cell, "explanation");
  }

  finish(): Exercise {
    if (!this.#hasCheck) {
      throw this.#error(
        `has no check cell: add a cell tagged "check" after it with await check("${this.id}")`,
      );
    }
    if (this.#hints.length < FEWEST_HINTS) {
      const count = `${this.#hints.length} ${this.#hints.length === 1 ? "hint" : "hints"}`;
      throw this.#error(
        `has ${count}: it needs at least ${FEWEST_HINTS}, one cell each, after its check cell`,
      );
    }
    const given = givenNames(this.texts.starter, this.texts.solution);
    return {
      id: this.id,
      title: this.#identity.title,
      names: this.#asked,
      starter: this.texts.starter,
      solution: this.texts.solution,
      hints: this.#hints,
      ...(this.#explanation === undefined ? {} : { explanation: this.#explanation }),
      ...(given.length === 0 ? {} : { given }),
      forbids: this.#forbids,
    };
  }

  #followsItsCheck(cell: ClassifiedCell, what: string): void {
    if (!this.#hasCheck) {
      throw this.#complain(
        cell.line,
        `this ${what} comes before the check cell of exercise ${this.id}: move it below`,
      );
    }
  }

  #markdown(cell: ClassifiedCell, what: string): string {
    const text = cell.source.trim();
    if (text === "") throw this.#complain(cell.line, `this ${what} of exercise ${this.id} is empty`);
    return text;
  }

  #error(sentence: string) {
    return this.#complain(this.#line, `exercise ${this.id} ${sentence}`);
  }
}
