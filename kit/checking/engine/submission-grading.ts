import { timedStage } from "../../common/timed-stage.ts";
import { assemble } from "../assembly/assemble.ts";
import { AssemblyError } from "../assembly/assembly-budget.ts";
import type { AnswerCompiler, RunnableAnswer } from "../assembly/compile-answer.ts";
import { CompileBudget } from "../assembly/compile-budget.ts";
import { forbiddenNames } from "../assembly/forbidden-names.ts";
import type { CheckIdentity, TimedOut } from "../checks/request.ts";
import { addTimedOut, NONE_TIMED_OUT } from "../checks/timed-out.ts";
import { type CheckReport, type ExerciseReport, mayStandIn } from "../report.ts";
import { shownBeginning } from "../shown-beginning.ts";
import type { LocatedExercise } from "../submission/locate-exercises.ts";
import type { Submission, SubmittedCell } from "../submission/submission.ts";
import type { ChecksOfExercise, RunOptions } from "./check-engine.ts";
import { checkReport, withoutPoints } from "./check-report.ts";
import type { CheckRun } from "./check-runner.ts";
import type { CheckStep } from "./check-step.ts";
import { goneNames, goneSentence } from "./gone-names.ts";
import { firstToSolve, type Need, needsSentence } from "./needs-sentence.ts";
import type { HeadingPlace } from "./where-to-reread.ts";

/** Runs checks on answers that are ready to run; the check engine does. */
export interface AnswerJudge {
  checksOf(exerciseId: string): Promise<ChecksOfExercise>;
  /** @param checks - the names of the checks to run */
  run(
    exerciseId: string,
    runnable: RunnableAnswer,
    checks: readonly string[],
    options?: RunOptions,
  ): Promise<readonly CheckRun[]>;
  /** Whether this code passed the visible checks of an exercise before. */
  hasPassed(exerciseId: string, code: string): boolean;
  rememberPassed(exerciseId: string, code: string): void;
}

export interface SubmissionGradingOptions {
  readonly judge: AnswerJudge;
  readonly compiler: AnswerCompiler;
  readonly submission: Submission;
  readonly located: readonly LocatedExercise[];
  /** The names of the checks to run on the exercises in `ids`. All checks run on any other exercise. @default all checks on every exercise */
  readonly only?: { readonly ids: readonly string[]; readonly names: readonly string[] };
  /** Called when a part of the work begins. */
  readonly onStep?: (step: CheckStep) => void;
  /** Called between the checks of an exercise, when one ran out of time and others are left. */
  readonly afterTimeout?: () => Promise<void>;
  /** Where a heading stands to which a check sends learners. @default unknown */
  readonly placeOfHeading?: (heading: string) => HeadingPlace | undefined;
}

/** Checks run together with other grading, or alone in a last phase. */
type CheckPhase = "together" | "alone";

/**
 * Grades one submission: prepares its answers, and runs their checks. An answer that uses another exercise gets the learner's own answer to that one
 * where it passes its checks, or as it stands where the exercise can be solved without it. Otherwise it is not judged: nothing but the learner's own code ever runs.
 */
export class SubmissionGrading {
  readonly #options: SubmissionGradingOptions;
  readonly #reports = new Map<string, Promise<ExerciseReport>>();
  /** Exercises whose report or standing is not finished. They reveal answers that need each other. */
  readonly #underWay = new Set<string>();
  readonly #standings = new Map<string, Standing>();
  readonly #seconds = new Map<string, number>();
  readonly #compileBudget = new CompileBudget();
  #timeouts = 0;
  /** Milliseconds of the checks that ran out of time so far. */
  #timedOutMs = 0;

  constructor(options: SubmissionGradingOptions) {
    this.#options = options;
  }

  /** The report on those checks of an exercise that may run together with others. It is made once. */
  report(id: string): Promise<ExerciseReport> {
    const known = this.#reports.get(id) ?? this.#examine(this.#find(id));
    this.#reports.set(id, known);
    return known;
  }

  /** The report on those checks of an exercise that must run alone. */
  reportAlone(id: string): Promise<ExerciseReport> {
    return this.#examine(this.#find(id), "alone");
  }

  /**
   * Has the answers that use no other exercise's answer compiled together, ahead of their reports: one batch takes less time than one by one. The
   * results wait in the compiler.
   */
  async compileAhead(ids: readonly string[]): Promise<void> {
    await Promise.all(ids.map((id) => this.#compileAloneAhead(this.#find(id))));
  }

  async #compileAloneAhead({ exercise, cell, state }: LocatedExercise): Promise<void> {
    const { submission, located, compiler } = this.#options;
    if (state === "missing" || state === "empty" || !cell) return;
    let usesOther = false;
    const assembly = await assemble(cell, exercise.id, submission, located, async () => {
      usesOther = true;
      return undefined;
    });
    if (!usesOther) await compiler.compile(assembly, exercise.id, this.#compileBudget);
  }

  /** Checks that ran out of time so far. */
  get timeouts(): number {
    return this.#timeouts;
  }

  /** Seconds that the checks of an exercise ran so far. */
  secondsOf(id: string): number {
    return this.#seconds.get(id) ?? 0;
  }

  #find(id: string): LocatedExercise {
    return this.#options.located.find(({ exercise }) => exercise.id === id) as LocatedExercise;
  }

  async #examine(located: LocatedExercise, phase: CheckPhase = "together"): Promise<ExerciseReport> {
    const { id } = located.exercise;
    this.#underWay.add(id);
    try {
      this.#options.onStep?.({ part: "read", exercise: id });
      const checks = await this.#checksOf(id, phase);
      const prepared = await this.#prepare(located);
      if (prepared.problem) return this.#blocked(located, checks, prepared);
      const { notes, runnable } = prepared;
      const names = this.#namesToRun(located, checks);
      const runs = names.length > 0 ? await this.#run(id, runnable, names) : [];
      return this.#judged({ located, checks, notes, runnable, phase }, runs);
    } finally {
      this.#underWay.delete(id);
    }
  }

  /** Runs checks of an exercise: in one run, or in several where other work may come in behind a check that ran out of time. */
  async #run(id: string, runnable: RunnableAnswer, names: readonly string[]): Promise<readonly CheckRun[]> {
    const { judge, onStep, afterTimeout } = this.#options;
    const of = names.length;
    const all: CheckRun[] = [];
    let timedOut: TimedOut = { ...NONE_TIMED_OUT, elsewhereMs: this.#timedOutMs };
    for (let left = names; ; ) {
      const onCheck = (name: string) =>
        onStep?.({ part: "check", exercise: id, name, number: names.indexOf(name) + 1, of });
      const runs = await judge.run(id, runnable, left, {
        onCheck,
        untilTimeout: afterTimeout !== undefined,
        timedOut,
      });
      const added = addTimedOut(timedOut, runs);
      this.#timedOutMs += added.ms - timedOut.ms;
      this.#timeouts += added.checks - timedOut.checks;
      const hasTimedOut = added.checks > timedOut.checks;
      timedOut = added;
      all.push(...runs.filter(({ outcome }) => outcome !== undefined));
      const done = new Set(all.map(({ identity }) => identity.name));
      left = left.filter((name) => !done.has(name));
      // Without a timeout nothing would come of another run.
      if (left.length === 0 || !hasTimedOut || afterTimeout === undefined) return all;
      await afterTimeout();
    }
  }

  /** The checks of an exercise that take part in a phase. */
  async #checksOf(id: string, phase: CheckPhase): Promise<PhaseChecks> {
    const all = await this.#options.judge.checksOf(id);
    const taking = all.taking.filter((check) => (phase === "alone") === (check.alone ?? false));
    return { ...all, taking, hasNone: all.taking.length === 0 };
  }

  #namesToRun({ exercise }: LocatedExercise, { taking }: PhaseChecks): string[] {
    const { only } = this.#options;
    const names = taking.map(({ name }) => name);
    return only?.ids.includes(exercise.id) ? names.filter((name) => only.names.includes(name)) : names;
  }

  /** What the checks that ran say of an answer. */
  #judged(
    { located, checks, notes, runnable, phase }: ExaminedAnswer,
    runs: readonly CheckRun[],
  ): ExerciseReport {
    const { id } = located.exercise;
    const report = this.#report(located, checks, notes, (check) =>
      checkReport(check, runs, runnable, (heading) => this.#options.placeOfHeading?.(heading)),
    );
    const own = runs.filter(({ identity }) => identity.exercise === id);
    const milliseconds = own.reduce((sum, one) => sum + one.milliseconds, 0);
    this.#seconds.set(id, this.secondsOf(id) + milliseconds / 1000);
    if (phase === "together" && mayStandIn(report))
      this.#options.judge.rememberPassed(id, runnable.answer.code);
    const gone = goneNames(located.exercise.names, report.checks);
    return gone.length === 0 ? report : { ...report, problem: goneSentence(id, gone) };
  }

  /** The answer ready to run, or why it cannot run. */
  async #prepare(located: LocatedExercise): Promise<Prepared> {
    const { exercise, cell, state } = located;
    const { submission, compiler } = this.#options;
    if (state === "missing" || !cell)
      return { problem: { status: "missing", message: missing(located, submission) }, notes: [] };
    if (state === "empty") {
      return {
        problem: {
          status: "missing",
          message: `Exercise ${exercise.id} is empty: write your answer in its cell (${cell.label}).`,
        },
        notes: [],
      };
    }
    const needs: Need[] = [];
    /** What the answer names, the learner has not written, and the exercise can be solved without. */
    const lacks: Need[] = [];
    const assembly = await timedStage("assemble", () =>
      assemble(cell, exercise.id, submission, this.#options.located, async (id) => {
        const { cell: other, state: stateOfOther } = this.#find(id);
        if (!exercise.uses?.includes(id)) {
          // The exercise can be solved without it, so it cannot be put off by naming it.
          if (other && stateOfOther === "written")
            return {
              cell: other,
              note: `Exercise ${exercise.id} uses your answer to exercise ${id} as it stands.`,
            };
          lacks.push({ id, because: "unwritten" });
          return undefined;
        }
        const standing = await this.#standingOf(id);
        if (standing === "passes")
          return {
            cell: this.#find(id).cell as SubmittedCell,
            note: `Exercise ${exercise.id} uses your answer to exercise ${id}.`,
          };
        const need: Need = { id, ...standing };
        needs.push(firstToSolve(need).includes(exercise.id) ? { id, because: "circle" } : need);
        return undefined;
      }),
    ).catch((error: unknown) => {
      if (AssemblyError.is(error)) return error;
      throw error;
    });
    if (AssemblyError.is(assembly)) {
      const message = `Exercise ${exercise.id} cannot be put together: ${assembly.message}`;
      return { problem: { status: "error", message }, notes: [] };
    }
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
    if (lacks.length > 0)
      return {
        problem: {
          status: state === "starter" ? "missing" : "failed",
          message: needsSentence(exercise.id, lacks),
        },
        notes: assembly.notes,
      };
    if (needs.length > 0) {
      // A cell as it was handed out has no points to be open.
      const status = state === "starter" ? "missing" : "open";
      return {
        problem: { status, message: needsSentence(exercise.id, needs) },
        notes: assembly.notes,
        ...(status === "open" ? { needs } : {}),
      };
    }
    this.#options.onStep?.({ part: "compile", exercise: exercise.id });
    const compiled = await timedStage("compile", () =>
      compiler.compile(assembly, exercise.id, this.#compileBudget),
    );
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

  /** Whether the learner's answer to an exercise may stand in another one's process. It is found out once. */
  async #standingOf(id: string): Promise<Standing> {
    const { state } = this.#find(id);
    if (state !== "written") return { because: "unwritten" };
    if (this.#underWay.has(id)) return { because: "circle" };
    const report = this.#reports.get(id);
    const known = report ? standingBy(await report) : this.#standings.get(id);
    if (known) return known;
    this.#underWay.add(id);
    try {
      const standing = await this.#findStanding(id);
      this.#standings.set(id, standing);
      return standing;
    } finally {
      this.#underWay.delete(id);
    }
  }

  async #findStanding(id: string): Promise<Standing> {
    const prepared = await this.#prepare(this.#find(id));
    if (prepared.problem)
      return prepared.needs ? { because: "open", needs: prepared.needs } : { because: "failing" };
    const { code } = prepared.runnable.answer;
    return this.#options.judge.hasPassed(id, code) ? "passes" : standingBy(await this.report(id));
  }

  #blocked(
    located: LocatedExercise,
    checks: PhaseChecks,
    { problem, notes, needs }: Extract<Prepared, { problem: Problem }>,
  ): ExerciseReport {
    const report = this.#report(located, checks, notes, (check) => ({
      ...withoutPoints(check),
      ...problem,
      output: "",
      outputLength: 0,
    }));
    return {
      ...report,
      problem: problem.message,
      ...(needs ? { needs: [...new Set(needs.flatMap(firstToSolve))].sort() } : {}),
    };
  }

  #report(
    located: LocatedExercise,
    { taking, hidden, hasNone }: PhaseChecks,
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
    if (hasNone) extra.push(`Exercise ${exercise.id} has no checks.`);
    return {
      id: exercise.id,
      title: exercise.title,
      state,
      code: shownBeginning(cell?.source ?? ""),
      notes: [...located.notes, ...notes, ...extra],
      checks,
      hiddenChecks: hidden.length,
      hiddenPoints: hidden.reduce((total, check) => total + check.points, 0),
    };
  }
}

/** An answer ready to run, or why it cannot run. */
type Prepared =
  | { problem: Problem; notes: readonly string[]; needs?: readonly Need[]; runnable?: never }
  | { problem?: never; notes: readonly string[]; runnable: RunnableAnswer };

/** The checks of an exercise that take part in a phase. */
interface PhaseChecks extends ChecksOfExercise {
  /** Whether the exercise has no checks in any phase. */
  readonly hasNone: boolean;
}

/** An answer whose checks have run. */
interface ExaminedAnswer {
  readonly located: LocatedExercise;
  readonly checks: PhaseChecks;
  readonly notes: readonly string[];
  readonly runnable: RunnableAnswer;
  readonly phase: CheckPhase;
}

type Problem = Pick<CheckReport, "status" | "message">;

/** Whether an answer may stand in the process of another one that uses it, or why not. */
type Standing = "passes" | Omit<Need, "id">;

/** What a finished report means for an exercise that uses this one. */
const standingBy = (report: ExerciseReport): Standing =>
  mayStandIn(report)
    ? "passes"
    : report.needs
      ? { because: "open", needs: report.needs.map((id) => ({ id, because: "failing" })) }
      : { because: "failing" };

function missing({ exercise: { id, title } }: LocatedExercise, { from }: Submission): string {
  if (from === "kernel")
    return `Exercise ${id} has not been run: run its cell, then check again. Its cell begins with "// exercise ${id} · ${title}".`;
  return `Exercise ${id} is missing: no cell begins with "// exercise ${id} · ${title}".`;
}
