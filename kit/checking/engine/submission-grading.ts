import { assemble, type OtherAnswerOf } from "../assembly/assemble.ts";
import type { OtherAnswer } from "../assembly/assembly.ts";
import { placeOf, type RunnableAnswer } from "../assembly/compile-answer.ts";
import { forbiddenNames } from "../assembly/forbidden-names.ts";
import type { CheckIdentity, CheckPhase } from "../checks/request.ts";
import { type CheckReport, type ExerciseReport, hasPassed } from "../report.ts";
import type { LocatedExercise } from "../submission/locate-exercises.ts";
import type { Submission } from "../submission/submission.ts";
import type { CheckReport as RunReport } from "./check-runner.ts";
import type { Grader } from "./grader.ts";

/** The grading of one submission: knows which of its answers stand for which exercise. */
export class SubmissionGrading {
  readonly #grader: Grader;
  readonly #submission: Submission;
  readonly #located: readonly LocatedExercise[];
  readonly #reports = new Map<string, Promise<ExerciseReport>>();
  /** Exercises whose report is being made, so that answers that need each other end. */
  readonly #open = new Set<string>();
  readonly #seconds = new Map<string, number>();

  constructor(grader: Grader, submission: Submission, located: readonly LocatedExercise[]) {
    this.#grader = grader;
    this.#submission = submission;
    this.#located = located;
  }

  report(id: string): Promise<ExerciseReport> {
    const known = this.#reports.get(id) ?? this.#examine(this.#find(id));
    this.#reports.set(id, known);
    return known;
  }

  /** The report on those checks of an exercise that must be alone. */
  reportAlone(id: string): Promise<ExerciseReport> {
    return this.#examine(this.#find(id), "alone");
  }

  /** How long the checks of an exercise ran, of those that have run. */
  secondsOf(id: string): number {
    return this.#seconds.get(id) ?? 0;
  }

  /** Examines those exercises that need no other's answer, all in one run, which has a price of its own. */
  async examineTogether(ids: readonly string[]): Promise<void> {
    // All at once, so that they are compiled together.
    const ready = (await Promise.all(ids.map((id) => this.#readyAlone(id)))).flatMap((one) => one ?? []);
    if (ready.length === 0) return;
    const answers = new Map(ready.map(({ located, runnable }) => [located.exercise.id, runnable]));
    const reports = await this.#grader.run(answers, "together");
    for (const { located, checks, notes, runnable } of ready) {
      const report = this.#judged(located, checks, notes, runnable, reports, "together");
      this.#reports.set(report.id, Promise.resolve(report));
    }
  }

  /** An exercise with its answer ready to run, if that needs no other's answer. */
  async #readyAlone(id: string) {
    const located = this.#find(id);
    const checks = await this.#checksOf(id, "together");
    if (this.#reports.has(id) || checks.taking.length === 0) return undefined;
    try {
      const { runnable, notes } = await this.#prepare(located, needsAnother);
      return runnable && { located, checks, notes, runnable };
    } catch (error) {
      if (error === anotherNeeded) return undefined;
      throw error;
    }
  }

  #find(id: string): LocatedExercise {
    return this.#located.find(({ exercise }) => exercise.id === id) as LocatedExercise;
  }

  async #examine(located: LocatedExercise, phase: CheckPhase = "together"): Promise<ExerciseReport> {
    const { id } = located.exercise;
    this.#open.add(id);
    try {
      const checks = await this.#checksOf(id, phase);
      const prepared = await this.#prepare(located, (other) => this.#otherAnswer(other, id));
      if (prepared.problem) return this.#blocked(located, checks, prepared.problem, prepared.notes);
      const answers = new Map([[id, prepared.runnable]]);
      const reports = checks.taking.length > 0 ? await this.#grader.run(answers, phase) : [];
      return this.#judged(located, checks, prepared.notes, prepared.runnable, reports, phase);
    } finally {
      this.#open.delete(id);
    }
  }

  /** The checks of an exercise that run in a phase. */
  async #checksOf(id: string, phase: CheckPhase): Promise<Checks> {
    const all = await this.#grader.checksOf(id);
    const taking = all.taking.filter((check) => (phase === "alone") === (check.alone ?? false));
    return { ...all, taking, isEmpty: all.taking.length === 0 };
  }

  /** What the checks that ran say of an answer. */
  #judged(
    located: LocatedExercise,
    checks: Checks,
    notes: readonly string[],
    runnable: RunnableAnswer,
    reports: readonly RunReport[],
    phase: CheckPhase,
  ): ExerciseReport {
    const { id } = located.exercise;
    const report = this.#report(located, checks, notes, (check) => checkReport(check, reports, runnable));
    const own = reports.filter(({ identity }) => identity.exercise === id);
    const milliseconds = own.reduce((sum, one) => sum + one.milliseconds, 0);
    this.#seconds.set(id, this.secondsOf(id) + milliseconds / 1000);
    if (phase === "together" && hasPassed(report)) this.#grader.passedBefore(id, runnable.answer.code, true);
    return report;
  }

  /** The answer ready to run, or why it cannot. */
  async #prepare(located: LocatedExercise, otherAnswer: OtherAnswerOf): Promise<Prepared> {
    const { exercise, cell, state } = located;
    if (state === "missing" || !cell)
      return { problem: { status: "missing", message: missing(located, this.#submission) }, notes: [] };
    if (state === "empty") {
      return {
        problem: {
          status: "missing",
          message: `Exercise ${exercise.id} is empty: write your answer in its cell (${cell.label}).`,
        },
        notes: [],
      };
    }
    const assembly = await assemble(cell, exercise.id, this.#submission, this.#located, otherAnswer);
    const forbidden = forbiddenNames(cell.source, assembly, exercise.forbids);
    if (forbidden.length > 0) {
      const names = forbidden.join(" and ");
      return {
        problem: {
          status: "failed",
          message: `Exercise ${exercise.id} asks you to build ${names} yourself: do not take ${names} from @swarmlab/labs.`,
        },
        notes: assembly.notes,
      };
    }
    const compiled = await this.#grader.compiler.compile(assembly, exercise.id);
    if ("errors" in compiled) {
      return {
        problem: {
          status: "error",
          message: `Exercise ${exercise.id} does not compile. ${compiled.errors.join(" ")}`,
        },
        notes: assembly.notes,
      };
    }
    return { runnable: compiled, notes: assembly.notes };
  }

  /** The answer that stands for another exercise: the learner's own where it passes its checks, else the reference. */
  async #otherAnswer(id: string, asking: string): Promise<OtherAnswer | undefined> {
    const { exercise, cell, state } = this.#find(id);
    const written = cell !== undefined && state !== "missing" && state !== "empty";
    if (written && !this.#open.has(id) && (await this.#passes(id))) {
      return { cell, note: `Exercise ${asking} uses your answer to exercise ${id}.` };
    }
    if (exercise.solution !== undefined) {
      const why = written ? "yours does not pass its checks yet" : "yours is missing";
      return {
        cell: { source: exercise.solution, label: `the reference solution of exercise ${id}` },
        note: `Exercise ${asking} needs exercise ${id}; the reference solution was used, because ${why}.`,
      };
    }
    return written
      ? {
          cell,
          note: `Exercise ${asking} uses your answer to exercise ${id}, which does not pass its checks yet: solve ${id} first.`,
        }
      : undefined;
  }

  async #passes(id: string): Promise<boolean> {
    const known = this.#reports.get(id);
    if (known) return hasPassed(await known);
    const prepared = await this.#prepare(this.#find(id), (other) => this.#otherAnswer(other, id));
    if (prepared.problem) return false;
    return this.#grader.passedBefore(id, prepared.runnable.answer.code) || hasPassed(await this.report(id));
  }

  #blocked(
    located: LocatedExercise,
    checks: Checks,
    problem: Problem,
    notes: readonly string[],
  ): ExerciseReport {
    const report = this.#report(located, checks, notes, (check) => ({
      ...zero(check),
      ...problem,
      output: "",
      outputLength: 0,
    }));
    return { ...report, problem: problem.message };
  }

  #report(
    located: LocatedExercise,
    { taking, hidden, isEmpty }: Checks,
    notes: readonly string[],
    judge: (check: CheckIdentity) => CheckReport,
  ): ExerciseReport {
    const { exercise, cell, state } = located;
    const checks = taking.map(judge);
    const extra: string[] = [];
    if (state === "starter")
      extra.push(
        `Exercise ${exercise.id} is still as it was handed out: write your answer in its cell, run it and check again.`,
      );
    if (isEmpty) extra.push(`Exercise ${exercise.id} has no checks.`);
    return {
      id: exercise.id,
      title: exercise.title,
      state,
      code: cell?.source ?? "",
      notes: [...located.notes, ...notes, ...extra],
      checks,
      hiddenChecks: hidden.length,
      hiddenPoints: hidden.reduce((total, check) => total + check.points, 0),
    };
  }
}

/** An answer ready to run, or why it cannot. */
type Prepared =
  | { problem: Problem; notes: readonly string[]; runnable?: never }
  | { problem?: never; notes: readonly string[]; runnable: RunnableAnswer };

const anotherNeeded = new Error("The answer needs another exercise's.");
/** Stands in for other answers where there must be none. */
const needsAnother: OtherAnswerOf = () => Promise.reject(anotherNeeded);

/** The checks of an exercise that take part in a phase. */
type Checks = Awaited<ReturnType<Grader["checksOf"]>> & { readonly isEmpty: boolean };
type Problem = Pick<CheckReport, "status" | "message">;

const zero = ({ name, points, hidden }: CheckIdentity) => ({ name, hidden, points: 0, maxPoints: points });

/** What became of a check that was expected to report. */
function checkReport(
  check: CheckIdentity,
  reports: readonly RunReport[],
  runnable: RunnableAnswer,
): CheckReport {
  const outcome = reports.find(
    ({ identity }) => identity.exercise === check.exercise && identity.name === check.name,
  )?.outcome;
  if (!outcome)
    return {
      ...zero(check),
      status: "error",
      message: "The check did not report: run it again.",
      output: "",
      outputLength: 0,
    };
  const { position, ...rest } = outcome;
  const origin = position && runnable.origin(position[0]);
  const message = origin ? `${outcome.message} (${placeOf(origin).toLowerCase()})` : outcome.message;
  if (outcome.status === "passed") return { ...zero(check), ...rest, message, points: check.points };
  return { ...zero(check), ...rest, ...withPointer(message, check) };
}

/** A check's message with what to read again, unless it says so already. */
function withPointer(message: string, { reread }: CheckIdentity): Pick<CheckReport, "message" | "reread"> {
  if (reread === undefined || /\breread\b/i.test(message)) return { message };
  return { message: `${/[.!?…]$/.test(message) ? message : `${message}.`} Reread “${reread}”.`, reread };
}

function missing({ exercise: { id, title } }: LocatedExercise, { from }: Submission): string {
  if (from === "kernel")
    return `Exercise ${id} has not been run: run its cell, then check again. Its cell begins with "// exercise ${id} · ${title}".`;
  return `Exercise ${id} is missing: no cell begins with "// exercise ${id} · ${title}".`;
}
